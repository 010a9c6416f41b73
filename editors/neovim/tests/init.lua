-- The user's side of the tests: a Neovim that has this plugin and nothing else.
--
--   nvim --clean --headless -u tests/init.lua -l tests/run.lua
--
-- $CANTON names the server; without it, the debug build of this repository.

local here = vim.fn.fnamemodify(debug.getinfo(1, "S").source:sub(2), ":p:h")
local plugin = vim.fs.dirname(here)
local repository = vim.fs.dirname(vim.fs.dirname(plugin))

vim.opt.runtimepath:prepend(plugin)
vim.opt.runtimepath:append(plugin .. "/after")
package.path = here .. "/?.lua;" .. package.path

vim.o.swapfile = false
vim.o.shadafile = "NONE"
vim.o.hidden = true
vim.cmd("filetype plugin on")

_G.canton_test = {
  plugin = plugin,
  repository = repository,
  server = vim.env.CANTON or repository .. "/target/debug/canton",
}
vim.g.canton = { server = { cmd = { _G.canton_test.server, "lsp" } } }

-- With `-l`, Neovim does not source plugins by itself.
vim.cmd("runtime plugin/canton.lua")

-- The Neovim of the picture in the README; `cargo xtask screenshot` drives it.

local here = vim.fn.fnamemodify(debug.getinfo(1, "S").source:sub(2), ":p:h")
local plugin = vim.fs.dirname(here)
vim.opt.runtimepath:prepend(plugin)
vim.opt.runtimepath:append(plugin .. "/after")

vim.o.termguicolors = true
vim.o.background = "dark"
vim.cmd.colorscheme("default")
vim.o.number = true
vim.o.signcolumn = "yes"
vim.o.cursorline = true
vim.o.swapfile = false
vim.o.shadafile = "NONE"
vim.o.showmode = false
vim.o.showcmd = false
vim.o.ruler = false
vim.o.linebreak = true
vim.o.winborder = "rounded"
vim.o.laststatus = 3
vim.o.cmdheight = 0
vim.o.statusline = " %f %m%=%{v:lua.require'canton'.statusline()}   %l:%c "
vim.opt.fillchars = { eob = " " }

vim.api.nvim_set_hl(0, "LspCodeLens", { link = "Comment" })
vim.diagnostic.config({
  severity_sort = true,
  virtual_lines = { current_line = true },
  underline = { severity = { min = vim.diagnostic.severity.WARN } },
  signs = {
    text = {
      [vim.diagnostic.severity.ERROR] = "●",
      [vim.diagnostic.severity.WARN] = "●",
      [vim.diagnostic.severity.INFO] = "·",
      [vim.diagnostic.severity.HINT] = "·",
    },
  },
})

vim.g.canton = { server = { cmd = { vim.env.CANTON, "lsp" } } }

-- The steps of the picture: the function that has drifted, then what is known of it.
vim.keymap.set("n", "<F5>", function()
  vim.fn.search("^@dataclass")
  vim.cmd("normal! zt")
  vim.fn.search("def provision_environment")
  vim.fn.search("provision")
end)
vim.keymap.set("n", "<F6>", function()
  vim.lsp.buf.hover({ offset_x = 36, offset_y = 2, max_width = 64 })
end)

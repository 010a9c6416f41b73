-- The Neovim of the picture in the README; `cargo xtask editors screenshot` drives it.

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
vim.o.wrap = false
vim.o.winborder = "rounded"
vim.o.laststatus = 3
vim.o.cmdheight = 0
vim.o.statusline = " %f %m%=%{v:lua.require'canton'.statusline()}   %l:%c "
vim.opt.fillchars = { eob = " " }

vim.api.nvim_set_hl(0, "LspCodeLens", { link = "Comment" })
vim.diagnostic.config({
  severity_sort = true,
  virtual_text = { spacing = 2, prefix = "●", severity = { min = vim.diagnostic.severity.WARN } },
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

-- The steps of the picture: the function that breaks a rule, then what its callee is.
vim.keymap.set("n", "<F5>", function()
  vim.fn.search("def deploy_preview")
  vim.cmd("normal! zt")
  vim.fn.search("return provision_environment($")
  vim.fn.search("provision")
end)
vim.keymap.set("n", "<F6>", vim.lsp.buf.hover)

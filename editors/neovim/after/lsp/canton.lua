-- Neovim merges every `lsp/canton.lua` it finds, `after/` last, and only when the first buffer asks for
-- it: the options are read late, without a `setup()`, and cost nothing at startup.

---@type vim.lsp.Config
return require("canton.client").overlay()

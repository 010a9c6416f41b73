---@brief
--- The language server of Canton: of every function, whether it is canonical, registered, drifted or
--- uncantonized. In a workspace without a manifest it offers to register and is silent otherwise.
---
--- This file needs nothing else of the plugin; `after/lsp/canton.lua` lays the options over it.

---@type vim.lsp.Config
return {
  cmd = { "canton", "lsp" },
  filetypes = {
    "go",
    "java",
    "javascript",
    "javascriptreact",
    "python",
    "rust",
    "typescript",
    "typescriptreact",
    "yaml",
  },
  -- In this order: the nearest federation governs a file, the repository does where there is none.
  root_markers = { "federation.yaml", ".git" },
  workspace_required = true,
}

--- What happens when the server attaches to a buffer.

local M = {}

---@param client vim.lsp.Client
---@param bufnr integer
function M.attach(client, bufnr)
  require("canton.surfaces").attach(client, bufnr)
  require("canton.ratio").attach(client, bufnr)
end

return M

--- What Neovim 0.10 spells differently from 0.11. Goes away with 0.10.

local M = {}

local has_methods = vim.fn.has("nvim-0.11") == 1

---@param client vim.lsp.Client
---@param method string
---@param params table?
---@param handler lsp.Handler
---@param bufnr integer?
---@return boolean sent
function M.request(client, method, params, handler, bufnr)
  if has_methods then
    return (client:request(method, params, handler, bufnr))
  end
  return (client.request(method, params, handler, bufnr))
end

---@param client vim.lsp.Client
---@param method string
---@return boolean
function M.supports(client, method)
  if has_methods then
    return client:supports_method(method)
  end
  return client.supports_method(method)
end

---@param client vim.lsp.Client
---@param force boolean
function M.stop(client, force)
  if has_methods then
    client:stop(force)
  else
    client.stop(force)
  end
end

---@param client vim.lsp.Client
---@return boolean
function M.is_stopped(client)
  if has_methods then
    return client:is_stopped()
  end
  return client.is_stopped()
end

---@param client vim.lsp.Client
---@param command lsp.Command
---@param context table
function M.exec_cmd(client, command, context)
  if has_methods then
    client:exec_cmd(command, context)
  else
    ---@diagnostic disable-next-line: undefined-field
    client._exec_cmd(command, context)
  end
end

---@param client vim.lsp.Client
---@return table params `textDocument` and `position` of the cursor.
function M.position_params(client)
  return vim.lsp.util.make_position_params(0, client.offset_encoding)
end

---@return string
function M.log_path()
  local log = vim.lsp.log
  return log and log.get_filename and log.get_filename() or vim.lsp.get_log_path()
end

return M

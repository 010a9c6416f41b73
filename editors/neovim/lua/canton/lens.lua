--- Lenses: the standing of every unit of code, at the end of its first line.
---
--- Neovim 0.12 keeps lenses fresh by itself. Before, someone has to ask. We ask our own client alone, so
--- that the lenses of other servers appear only for those who want them.

local compat = require("canton.compat")

local M = {}

---@class canton.lens.State
---@field busy boolean A request is under way.
---@field again boolean The text has changed since it was sent.

--- By buffer, where lenses are on.
---@type table<integer, canton.lens.State>
local states = {}

--- The text moved on under the request; soon there will be an answer.
local RETRY_MS = 200

---@param bufnr integer
---@return vim.lsp.Client?
local function client_of(bufnr)
  return vim.api.nvim_buf_is_loaded(bufnr) and vim.lsp.get_clients({ name = "canton", bufnr = bufnr })[1]
    or nil
end

---@param bufnr integer
function M.refresh(bufnr)
  local state, client = states[bufnr], client_of(bufnr)
  if not state or not client then
    return
  end
  if state.busy then
    state.again = true
    return
  end
  state.busy, state.again = true, false
  local params = { textDocument = vim.lsp.util.make_text_document_params(bufnr) }
  local sent = compat.request(client, "textDocument/codeLens", params, function(err, result, context)
    state.busy = false
    if states[bufnr] ~= state then
      return
    end
    if err then
      if err.code == -32801 then
        vim.defer_fn(function()
          M.refresh(bufnr)
        end, RETRY_MS)
      end
      return
    end
    if state.again then
      return M.refresh(bufnr)
    end
    vim.lsp.codelens.on_codelens(nil, result, context)
  end, bufnr)
  if not sent then
    state.busy = false
  end
end

---@param client vim.lsp.Client
function M.refresh_all(client)
  for bufnr in pairs(client.attached_buffers) do
    M.refresh(bufnr)
  end
end

---@param client vim.lsp.Client
---@param bufnr integer
---@param enabled boolean
function M.set(client, bufnr, enabled)
  if not compat.supports(client, "textDocument/codeLens") then
    return
  end
  if vim.lsp.codelens.enable then
    return vim.lsp.codelens.enable(enabled, { client_id = client.id })
  end
  local group = vim.api.nvim_create_augroup("canton.lens." .. bufnr, {})
  if not enabled then
    states[bufnr] = nil
    return vim.lsp.codelens.clear(client.id, bufnr)
  end
  states[bufnr] = { busy = false, again = false }
  vim.api.nvim_create_autocmd({ "BufEnter", "BufWritePost", "InsertLeave", "TextChanged" }, {
    group = group,
    buffer = bufnr,
    desc = "Canton: ask for the lenses",
    callback = function()
      M.refresh(bufnr)
    end,
  })
  vim.api.nvim_create_autocmd("LspDetach", {
    group = group,
    buffer = bufnr,
    desc = "Canton: forget the lenses",
    callback = function(event)
      if event.data.client_id == client.id then
        states[bufnr] = nil
        vim.api.nvim_del_augroup_by_id(group)
      end
    end,
  })
  -- The client counts the buffer as its own only when all `LspAttach` handlers have run.
  vim.schedule(function()
    M.refresh(bufnr)
  end)
end

--- Runs the lens of the unit that the cursor is in: the last one at or above the cursor.
function M.run()
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  local nearest ---@type lsp.CodeLens?
  for _, lens in ipairs(vim.lsp.codelens.get(0)) do
    local start = lens.range.start.line
    if start <= line and (not nearest or start > nearest.range.start.line) then
      nearest = lens
    end
  end
  if not nearest then
    return require("canton.client").say("no lens at or above this line", vim.log.levels.WARN)
  end
  local here = vim.api.nvim_win_get_cursor(0)
  vim.api.nvim_win_set_cursor(0, { nearest.range.start.line + 1, 0 })
  local window, bufnr = vim.api.nvim_get_current_win(), vim.api.nvim_get_current_buf()
  vim.lsp.codelens.run()
  -- A lens may have opened a manifest in this window; otherwise the cursor stays where it was.
  if vim.api.nvim_win_get_buf(window) == bufnr then
    vim.api.nvim_win_set_cursor(window, here)
  end
end

return M

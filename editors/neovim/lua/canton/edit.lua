--- Edits from the server. Neovim leaves what an edit touches in unsaved buffers; a manifest that Canton wrote
--- is meant to be on the disk, where the command line and CI see it too.

local M = {}

---@param uri string
---@return boolean
local function is_ours(uri)
  local name = vim.fs.basename(vim.uri_to_fname(uri))
  return name == "canton.lock"
    or name == "federation.yaml"
    or name:match("^canton%.ya?ml$") ~= nil
    or name:match("%.canton%.ya?ml$") ~= nil
end

---@param edit lsp.WorkspaceEdit
---@return string[] uris Of the files whose text is edited, each once.
local function edited(edit)
  local seen, uris = {}, {}
  local function add(uri)
    if uri and not seen[uri] then
      seen[uri] = true
      uris[#uris + 1] = uri
    end
  end
  for _, change in ipairs(edit.documentChanges or {}) do
    add(change.textDocument and change.textDocument.uri)
  end
  for uri in vim.spairs(edit.changes or {}) do
    add(uri)
  end
  return uris
end

---@param bufnr integer
local function write(bufnr)
  vim.api.nvim_buf_call(bufnr, function()
    vim.cmd("silent keepalt update")
  end)
end

--- Applies an edit, and writes the manifests in it that had no unsaved changes before.
---@param client vim.lsp.Client
---@param edit lsp.WorkspaceEdit
---@return string[] files That were edited, relative to the working directory where they are below it.
function M.apply(client, edit)
  local uris, clean = edited(edit), {}
  for _, uri in ipairs(uris) do
    local bufnr = vim.fn.bufnr(vim.uri_to_fname(uri))
    clean[uri] = bufnr == -1 or not vim.bo[bufnr].modified
  end
  vim.lsp.util.apply_workspace_edit(edit, client.offset_encoding)
  local may_write = require("canton.config").get().actions.write
  local files = {}
  for _, uri in ipairs(uris) do
    local bufnr = vim.uri_to_bufnr(uri)
    if may_write and is_ours(uri) and clean[uri] and vim.bo[bufnr].modified then
      write(bufnr)
    end
    files[#files + 1] = vim.fn.fnamemodify(vim.uri_to_fname(uri), ":.")
  end
  return files
end

---@param params lsp.ApplyWorkspaceEditParams
---@param context lsp.HandlerContext
---@return lsp.ApplyWorkspaceEditResult
function M.on_apply_edit(params, context)
  local client = assert(vim.lsp.get_client_by_id(context.client_id))
  local ok, result = pcall(M.apply, client, params.edit)
  if not ok then
    return { applied = false, failureReason = tostring(result) }
  end
  M.report(result)
  return { applied = true }
end

---@param files string[]
function M.report(files)
  if #files > 0 then
    require("canton.client").say("changed " .. table.concat(files, ", "))
  end
end

return M

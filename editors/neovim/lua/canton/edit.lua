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

--- Neovim empties a file that is there when it is to be created, whatever the edit says of that. A manifest that
--- someone has written meanwhile must not be lost.
---@param edit lsp.WorkspaceEdit
local function refuse_to_overwrite(edit)
  for _, change in ipairs(edit.documentChanges or {}) do
    local options = change.options or {}
    if change.kind == "create" and not options.overwrite and not options.ignoreIfExists then
      local file = vim.uri_to_fname(change.uri)
      if vim.uv.fs_stat(file) then
        error(vim.fn.fnamemodify(file, ":.") .. " is there already", 0)
      end
    end
  end
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
  refuse_to_overwrite(edit)
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

--- The answer to a command: applies an edit, and says what it changed or why it could not.
---@param client vim.lsp.Client
---@param edit lsp.WorkspaceEdit
---@return boolean applied
---@return string? failure
function M.apply_and_report(client, edit)
  local ok, result = pcall(M.apply, client, edit)
  local say = require("canton.client").say
  if not ok then
    say(tostring(result), vim.log.levels.ERROR)
    return false, tostring(result)
  end
  if #result > 0 then
    say("changed " .. table.concat(result, ", "))
  end
  return true
end

---@param params lsp.ApplyWorkspaceEditParams
---@param context lsp.HandlerContext
---@return lsp.ApplyWorkspaceEditResult
function M.on_apply_edit(params, context)
  local client = assert(vim.lsp.get_client_by_id(context.client_id))
  local ok, failure = M.apply_and_report(client, params.edit)
  return { applied = ok, failureReason = failure }
end

return M

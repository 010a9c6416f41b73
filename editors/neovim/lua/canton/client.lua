--- The client: its configuration, finding it, starting and restarting it.

local compat = require("canton.compat")

local M = {}

M.NAME = "canton"

--- What the options and this plugin lay over `lsp/canton.lua`.
---@return vim.lsp.Config
function M.overlay()
  local opts = require("canton.config").get()
  local overlay = {
    capabilities = {
      workspace = {
        -- Neovim applies versioned edits and file creation, and does not say so.
        workspaceEdit = { documentChanges = true },
        codeLens = { refreshSupport = true },
      },
    },
    handlers = {
      ["workspace/applyEdit"] = function(_, params, context)
        return require("canton.edit").on_apply_edit(params, context)
      end,
    },
  }
  if not vim.lsp.codelens.enable then
    overlay.handlers["workspace/codeLens/refresh"] = function(_, _, context)
      local client = vim.lsp.get_client_by_id(context.client_id)
      if client then
        require("canton.lens").refresh_all(client)
        require("canton.ratio").refresh_any(client)
      end
      return vim.NIL
    end
  end
  overlay = vim.tbl_deep_extend("force", overlay, opts.server or {})
  if not opts.enabled then
    -- A `root_dir` that never answers is how a configuration declines a buffer.
    overlay.root_dir = function() end
  end
  return overlay
end

--- The configuration that a client would be started with now.
---@return vim.lsp.Config
function M.resolve()
  if vim.lsp.config then
    -- Neovim keeps what it resolved; an empty change makes it read the options again.
    vim.lsp.config(M.NAME, {})
    return vim.deepcopy(vim.lsp.config[M.NAME])
  end
  local config = { name = M.NAME }
  for _, file in ipairs(vim.api.nvim_get_runtime_file("lsp/canton.lua", true)) do
    config = vim.tbl_deep_extend("force", config, dofile(file))
  end
  return config
end

---@param bufnr integer
---@param config vim.lsp.Config
---@param root_dir string?
---@return integer? client_id
local function start_in(bufnr, config, root_dir)
  if not root_dir and config.workspace_required then
    return nil
  end
  config.root_dir = root_dir
  return vim.lsp.start(config, { bufnr = bufnr, reuse_client = config.reuse_client })
end

--- Starts or reuses a client for a buffer, where the configuration wants one.
---@param bufnr integer
---@return boolean started False where that is known not to be so.
function M.start(bufnr)
  if vim.bo[bufnr].buftype ~= "" or vim.api.nvim_buf_get_name(bufnr) == "" then
    return false
  end
  local config = M.resolve()
  if not vim.tbl_contains(config.filetypes, vim.bo[bufnr].filetype) then
    return false
  end
  local root_dir = config.root_dir
  if type(root_dir) == "function" then
    root_dir(bufnr, function(dir)
      start_in(bufnr, config, dir)
    end)
    return true
  end
  return start_in(bufnr, config, root_dir or vim.fs.root(bufnr, config.root_markers)) ~= nil
end

---@param bufnr integer?
---@return vim.lsp.Client?
function M.of(bufnr)
  return vim.lsp.get_clients({ name = M.NAME, bufnr = bufnr or 0 })[1]
end

--- The client of the current buffer; without one, says so.
---@return vim.lsp.Client?
function M.need()
  local client = M.of(0)
  if not client then
    M.say("no server for this file; see `:checkhealth canton`", vim.log.levels.WARN)
  end
  return client
end

--- For what concerns the whole workspace, and may be asked in any window: the client of the current buffer,
--- or else one that runs, with a buffer of it.
---@return vim.lsp.Client? client
---@return integer? bufnr
function M.need_any()
  local client = M.of(0) or vim.lsp.get_clients({ name = M.NAME })[1] or M.need()
  if client then
    local here = vim.api.nvim_get_current_buf()
    return client, client.attached_buffers[here] and here or next(client.attached_buffers) or here
  end
end

---@param message string
---@param level integer?
function M.say(message, level)
  vim.notify("canton: " .. message, level or vim.log.levels.INFO)
end

--- Asks the server, and hands on the result. An error is said; `ContentModified` and a cancelled request
--- are not errors: the text has moved on.
---@param client vim.lsp.Client
---@param method string
---@param params table?
---@param on_result fun(result: any)
---@param opts? { bufnr?: integer, quiet?: boolean }
function M.request(client, method, params, on_result, opts)
  opts = opts or {}
  local function handler(err, result)
    if not err then
      return on_result(result)
    end
    if not opts.quiet then
      local stale = err.code == -32801 or err.code == -32800
      M.say(stale and "the file has just changed; try again" or err.message, vim.log.levels.WARN)
    end
  end
  compat.request(client, method, params, handler, opts.bufnr or vim.api.nvim_get_current_buf())
end

--- Calls `done` when no client is left, and kills those that do not go.
---@param clients vim.lsp.Client[]
---@param done fun()
local function after_stop(clients, done)
  local waited, step, patience = 0, 25, 3000
  local timer = assert(vim.uv.new_timer())
  timer:start(step, step, function()
    waited = waited + step
    vim.schedule(function()
      if timer:is_closing() then
        return
      end
      -- A client that is closing would still be reused: it has to be gone.
      local left = vim.tbl_filter(function(client)
        return vim.lsp.get_client_by_id(client.id) ~= nil
      end, clients)
      if #left == 0 then
        timer:close()
        done()
      elseif waited >= patience then
        waited = 0
        for _, client in ipairs(left) do
          compat.stop(client, true)
        end
      end
    end)
  end)
end

--- Stops every canton client and starts anew for every buffer that wants one; also after a crash.
---@param done? fun(started: boolean)
function M.restart(done)
  local clients = vim.lsp.get_clients({ name = M.NAME })
  for _, client in ipairs(clients) do
    compat.stop(client, false)
  end
  after_stop(clients, function()
    local started = false
    for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
      if vim.api.nvim_buf_is_loaded(bufnr) then
        started = M.start(bufnr) or started
      end
    end
    if done then
      done(started)
    end
  end)
end

return M

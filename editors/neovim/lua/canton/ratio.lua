--- The ratio of the federation: asked for when it may have changed, kept, and read from there by the status
--- line as often as it likes.

local client_of = require("canton.client")

local M = {}

---@class canton.Ratio
---@field lines number Of all lines of code, those of canonical units.
---@field symbols number Of all units, the canonical ones.

--- By client.
---@type table<integer, canton.Ratio>
local cache = {}

--- Several things ask at once when a file is written; one question is enough.
local SETTLE_MS = 150

---@type table<integer, boolean>
local due = {}

---@param result table?
---@return canton.Ratio?
local function read(result)
  local ratio = type(result) == "table" and (result.ratio or result) or {}
  if type(ratio.lines) == "number" and type(ratio.symbols) == "number" then
    return { lines = ratio.lines, symbols = ratio.symbols }
  end
end

--- Rounded down: 100 is said when everything is canonical, and not before.
---@param share number
---@return integer
function M.percent(share)
  return math.floor(share * 100 + 1e-9)
end

---@param bufnr integer
local function params(bufnr)
  return { textDocument = vim.lsp.util.make_text_document_params(bufnr) }
end

---@param client vim.lsp.Client
---@param bufnr integer
function M.refresh(client, bufnr)
  if due[client.id] then
    return
  end
  due[client.id] = true
  vim.defer_fn(function()
    due[client.id] = nil
    if not vim.lsp.get_client_by_id(client.id) or not vim.api.nvim_buf_is_loaded(bufnr) then
      return
    end
    client_of.request(client, "canton/ratio", params(bufnr), function(result)
      local ratio = read(result)
      if not vim.deep_equal(ratio, cache[client.id]) then
        cache[client.id] = ratio
        vim.api.nvim_exec_autocmds("User", { pattern = "CantonRatio", modeline = false, data = ratio })
        vim.cmd.redrawstatus({ bang = true })
      end
    end, { bufnr = bufnr, quiet = true })
  end, SETTLE_MS)
end

--- Manifests or reports have changed.
---@param client vim.lsp.Client
function M.refresh_any(client)
  local bufnr = next(client.attached_buffers)
  if bufnr and require("canton.config").get().statusline.enabled then
    M.refresh(client, bufnr)
  end
end

---@param client vim.lsp.Client
---@param bufnr integer
function M.attach(client, bufnr)
  if not require("canton.config").get().statusline.enabled then
    return
  end
  local group = vim.api.nvim_create_augroup("canton.ratio." .. bufnr, {})
  vim.api.nvim_create_autocmd("BufWritePost", {
    group = group,
    buffer = bufnr,
    desc = "Canton: ask for the ratio",
    callback = function()
      M.refresh(client, bufnr)
    end,
  })
  vim.api.nvim_create_autocmd("LspProgress", {
    group = group,
    pattern = "end",
    desc = "Canton: ask for the ratio when the workspace has been read",
    callback = function(event)
      if event.data.client_id == client.id then
        M.refresh(client, bufnr)
      end
    end,
  })
  vim.api.nvim_create_autocmd("LspDetach", {
    group = group,
    buffer = bufnr,
    desc = "Canton: stop asking for the ratio",
    callback = function(event)
      if event.data.client_id == client.id then
        vim.api.nvim_del_augroup_by_id(group)
      end
    end,
  })
  vim.schedule(function()
    M.refresh(client, bufnr)
  end)
end

---@param bufnr integer
---@return canton.Ratio?
function M.cached(bufnr)
  local client = client_of.of(bufnr)
  return client and cache[client.id]
end

--- For a status line: nothing where there is no federation or no server.
---@return string
function M.statusline()
  -- While a status line is drawn, this window is the one it belongs to.
  local window = vim.g.statusline_winid
  local valid = type(window) == "number" and vim.api.nvim_win_is_valid(window)
  local ratio = M.cached(valid and vim.api.nvim_win_get_buf(window) or 0)
  if not ratio then
    return ""
  end
  local format = require("canton.config").get().statusline.format
  if type(format) == "function" then
    return format(ratio)
  end
  return format:format(M.percent(ratio.lines))
end

--- `:Canton ratio`: asks anew, and says it.
function M.say()
  local client, bufnr = client_of.need_any()
  if not client or not bufnr then
    return
  end
  client_of.request(client, "canton/ratio", params(bufnr), function(result)
    local ratio = read(result)
    if not ratio then
      return client_of.say("no manifest here, so no ratio; `:Canton register` writes the first one")
    end
    cache[client.id] = ratio
    client_of.say(
      ("%d%% of the lines and %d%% of the units are canonical"):format(
        M.percent(ratio.lines),
        M.percent(ratio.symbols)
      )
    )
  end, { bufnr = bufnr })
end

return M

--- Findings in the quickfix list.

local client_of = require("canton.client")
local compat = require("canton.compat")

local M = {}

---@type table<string, lsp.DiagnosticSeverity>
M.severities = { error = 1, warning = 2, info = 3, hint = 4 }

local letters = { "E", "W", "I", "N" }

---@class canton.Found
---@field uri string
---@field diagnostic lsp.Diagnostic

--- What the server has sent for the files that are open.
---@param client vim.lsp.Client
---@return canton.Found[]
local function of_open_files(client)
  local found = {}
  for _, pulled in ipairs({ false, true }) do
    local namespace = vim.lsp.diagnostic.get_namespace(client.id, pulled)
    for _, item in ipairs(vim.diagnostic.get(nil, { namespace = namespace })) do
      local sent = vim.tbl_get(item, "user_data", "lsp")
      if sent then
        found[#found + 1] = { uri = vim.uri_from_bufnr(item.bufnr), diagnostic = sent }
      end
    end
  end
  return found
end

---@param report lsp.WorkspaceDiagnosticReport?
---@return canton.Found[]
local function of_report(report)
  local found = {}
  for _, document in ipairs(report and report.items or {}) do
    for _, diagnostic in ipairs(document.items or {}) do
      found[#found + 1] = { uri = document.uri, diagnostic = diagnostic }
    end
  end
  return found
end

---@param client vim.lsp.Client
---@param found canton.Found[]
---@param at_least lsp.DiagnosticSeverity
---@return vim.quickfix.entry[] items Worst first, then by place.
local function to_items(client, found, at_least)
  local locations = {}
  for _, one in ipairs(found) do
    if (one.diagnostic.severity or 1) <= at_least then
      locations[#locations + 1] = { uri = one.uri, range = one.diagnostic.range, found = one.diagnostic }
    end
  end
  local items = vim.lsp.util.locations_to_items(locations, client.offset_encoding)
  for place, item in ipairs(items) do
    local diagnostic = item.user_data.found
    local code = diagnostic.code and ("%s: "):format(diagnostic.code) or ""
    item.text = code .. diagnostic.message:gsub("\n.*", "")
    item.type = letters[diagnostic.severity or 1]
    item.user_data = { severity = diagnostic.severity or 1, place = place }
  end
  table.sort(items, function(a, b)
    local x, y = a.user_data, b.user_data
    if x.severity ~= y.severity then
      return x.severity < y.severity
    end
    return x.place < y.place
  end)
  return items
end

---@param items vim.quickfix.entry[]
---@param scope string
local function show(items, scope)
  vim.fn.setqflist({}, " ", { title = "Canton: findings in " .. scope, items = items })
  if #items == 0 then
    vim.cmd("cclose")
    return client_of.say("no findings in " .. scope)
  end
  vim.cmd("botright copen")
end

--- Fills the quickfix list with what the server finds in all manifests and in the open files; where it is not
--- one that can be asked, with what it has sent of the open files.
---@param severity? string The least severity to list; "info" where it is left out.
function M.run(severity)
  local at_least = M.severities[severity or "info"]
  if not at_least then
    return client_of.say(("`%s` is not error, warning, info or hint"):format(severity), vim.log.levels.WARN)
  end
  local client, bufnr = client_of.need_any()
  if not client then
    return
  end
  if not compat.supports(client, "workspace/diagnostic") then
    return show(to_items(client, of_open_files(client), at_least), "the open files")
  end
  client_of.request(client, "workspace/diagnostic", { previousResultIds = {} }, function(report)
    show(to_items(client, of_report(report), at_least), "manifests and open files")
  end, { bufnr = bufnr })
end

return M

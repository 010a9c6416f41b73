--- `:Canton status`: the unit that the cursor is in, in a floating window.

local client_of = require("canton.client")

local M = {}

--- A value as people read it: lists with commas, maps as `key value`.
---@param value any
---@return string?
local function words(value)
  if value == nil or value == vim.NIL then
    return nil
  elseif type(value) ~= "table" then
    return tostring(value)
  elseif vim.islist(value) then
    local parts = vim.tbl_map(function(item)
      return words(type(item) == "table" and (item.id or item.name or item.message) or item) or words(item)
    end, value)
    return #parts > 0 and table.concat(parts, ", ") or nil
  end
  local parts = {}
  for key, item in vim.spairs(value) do
    local text = words(item)
    parts[#parts + 1] = text and ("%s %s"):format(key, text) or nil
  end
  return #parts > 0 and table.concat(parts, ", ") or nil
end

--- A list is counted, with the first few of it.
---@param list any
---@return string?
local function some(list)
  if type(list) ~= "table" or not vim.islist(list) then
    return words(list)
  elseif #list == 0 then
    return nil
  end
  local shown = words(vim.list_slice(list, 1, 3))
  return ("%d: %s%s"):format(#list, shown, #list > 3 and ", …" or "")
end

--- What the server says of a symbol, as Markdown.
---@param result table The answer to `canton/status`.
---@return string[]
function M.render(result)
  local symbol = type(result.symbol) == "table" and result.symbol or {}
  local owner = words(symbol.owner) or words(result.owner)
  local heading = { symbol.standing or "unknown" }
  heading[#heading + 1] = words(symbol.canton)
  heading[#heading + 1] = owner or "no owner"
  local lines = {
    ("`%s`"):format(symbol.id or result.path or "?"),
    ("**%s**"):format(table.concat(heading, " · ")),
    "",
  }
  local function row(name, value)
    if value then
      lines[#lines + 1] = ("- %s: %s"):format(name, value)
    end
  end
  local count = type(symbol.lines) == "number" and ("%d lines"):format(symbol.lines) or nil
  row("what", words({ symbol.language, symbol.kind, count }))
  row("within", words(symbol.within))
  row("tested", words(symbol.tested))
  row("missing to be canonical", words(symbol.missing))
  row("evidence", words(symbol.evidence))
  row("called by", some(symbol.callers))
  row("calls", some(symbol.calls))
  row("blast radius", words(symbol.blast))
  if symbol.standing == "uncantonized" then
    vim.list_extend(lines, { "", "`:Canton register` registers it." })
  end
  return lines
end

--- Shows the standing of the unit that the cursor is in; a second time, moves into the window.
function M.show()
  local client = client_of.need()
  if not client then
    return
  end
  local params = require("canton.compat").position_params(client)
  client_of.request(client, "canton/status", params, function(result)
    if type(result) ~= "table" then
      return client_of.say("nothing is known of this")
    end
    vim.lsp.util.open_floating_preview(M.render(result), "markdown", { focus_id = "canton/status" })
  end)
end

return M

--- The options: `vim.g.canton`, a table or a function that returns one, laid over the defaults.

local M = {}

---@class canton.Switch
---@field enabled? boolean

---@class canton.Opts
---@field enabled? boolean Start the server at all.
---@field server? vim.lsp.ClientConfig Laid over `lsp/canton.lua`: `cmd`, `settings`, `root_dir`, …
---@field diagnostics? canton.Switch Findings.
---@field codelens? canton.Switch The standing over every unit of code.
---@field inlay_hints? canton.Switch The standing of what is called, where it is not canonical.
---@field hover? canton.Switch
---@field code_actions? canton.Switch
---@field completion? canton.Switch In manifests.
---@field navigation? canton.Switch Definition, declaration, references, call hierarchy, symbols.
---@field rename? canton.Switch In manifests, and `source:` following a renamed file.
---@field semantic_tokens? canton.Switch In manifests.
---@field statusline? canton.Statusline
---@field actions? canton.Actions

---@class canton.Statusline: canton.Switch Ask for the ratio, for `require("canton").statusline()`.
---@field format? string|fun(ratio: canton.Ratio): string `%d` is the ratio by lines in percent.

---@class canton.Actions
---@field write? boolean Write manifests that an action changed, where they had no unsaved changes of yours.

---@type canton.Opts
M.defaults = {
  enabled = true,
  server = {},
  diagnostics = { enabled = true },
  codelens = { enabled = true },
  inlay_hints = { enabled = false },
  hover = { enabled = true },
  code_actions = { enabled = true },
  completion = { enabled = true },
  navigation = { enabled = true },
  rename = { enabled = true },
  semantic_tokens = { enabled = true },
  statusline = { enabled = true, format = "canton %d%%" },
  actions = { write = true },
}

--- Types that differ from the default's own.
---@type table<string, string[]>
local types = { ["statusline.format"] = { "string", "function" } }

---@param problems string[]
---@param given table
---@param known table
---@param prefix string
---@return table cleaned What of `given` can be used.
local function check(problems, given, known, prefix)
  local cleaned = {}
  for key, value in pairs(given) do
    local name = prefix .. tostring(key)
    local expected = known[key]
    if expected == nil then
      problems[#problems + 1] = ("unknown option `%s`"):format(name)
    elseif not vim.tbl_contains(types[name] or { type(expected) }, type(value)) then
      problems[#problems + 1] = ("option `%s` is a %s, not a %s"):format(
        name,
        table.concat(types[name] or { type(expected) }, " or a "),
        type(value)
      )
    elseif type(value) == "table" and name ~= "server" then
      cleaned[key] = check(problems, value, expected, name .. ".")
    else
      cleaned[key] = value
    end
  end
  return cleaned
end

--- The options as given, and what is wrong with them. An option that is wrong has its default.
---@return canton.Opts opts
---@return string[] problems
function M.read()
  local given = vim.g.canton
  local problems = {}
  if type(given) == "function" then
    local ok, result = pcall(given)
    if not ok then
      problems[1] = "the function in `vim.g.canton` fails: " .. tostring(result)
    end
    given = ok and result or nil
  end
  if given == nil then
    given = {}
  elseif type(given) ~= "table" then
    problems[#problems + 1] = ("`vim.g.canton` is a table or a function, not a %s"):format(type(given))
    given = {}
  end
  local cleaned = check(problems, given, M.defaults, "")
  table.sort(problems)
  return vim.tbl_deep_extend("force", M.defaults, cleaned), problems
end

---@return canton.Opts
function M.get()
  return (M.read())
end

return M

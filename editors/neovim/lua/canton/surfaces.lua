--- The surfaces, and the switch of each. Three can be thrown while working (`:Canton toggle`); the others
--- are capabilities of the server that are struck out before anything asks for them.

local compat = require("canton.compat")
local config = require("canton.config")

local M = {}

---@alias canton.Toggle "codelens"|"inlay_hints"|"diagnostics"

---@type canton.Toggle[]
M.toggles = { "codelens", "inlay_hints", "diagnostics" }

--- Thrown in this session; otherwise the option counts.
---@type table<canton.Toggle, boolean>
local thrown = {}

---@type table<string, string[]>
local capabilities = {
  hover = { "hoverProvider" },
  code_actions = { "codeActionProvider" },
  completion = { "completionProvider" },
  navigation = {
    "callHierarchyProvider",
    "declarationProvider",
    "definitionProvider",
    "documentLinkProvider",
    "documentSymbolProvider",
    "referencesProvider",
    "workspaceSymbolProvider",
  },
  rename = { "renameProvider" },
  semantic_tokens = { "semanticTokensProvider" },
}

---@param name string
---@return boolean
function M.enabled(name)
  if thrown[name] ~= nil then
    return thrown[name]
  end
  return config.get()[name].enabled ~= false
end

---@param client vim.lsp.Client
local function show_diagnostics(client, enabled)
  for _, pulled in ipairs({ false, true }) do
    local namespace = vim.lsp.diagnostic.get_namespace(client.id, pulled)
    if vim.diagnostic.is_enabled({ ns_id = namespace }) ~= enabled then
      vim.diagnostic.enable(enabled, { ns_id = namespace })
    end
  end
end

--- Brings one surface of a buffer to where its switch is.
---@param client vim.lsp.Client
---@param bufnr integer
---@param name canton.Toggle
local function apply(client, bufnr, name)
  local enabled = M.enabled(name)
  if name == "codelens" then
    require("canton.lens").set(client, bufnr, enabled)
  elseif name == "diagnostics" then
    show_diagnostics(client, enabled)
  elseif thrown[name] ~= nil or enabled then
    -- Hints are the buffer's, not the client's: left alone unless they were asked for.
    if compat.supports(client, "textDocument/inlayHint") then
      vim.lsp.inlay_hint.enable(enabled, { bufnr = bufnr })
    end
  end
end

---@param client vim.lsp.Client
---@param bufnr integer
function M.attach(client, bufnr)
  for name, providers in pairs(capabilities) do
    if not M.enabled(name) then
      for _, provider in ipairs(providers) do
        client.server_capabilities[provider] = nil
      end
    end
  end
  for _, name in ipairs(M.toggles) do
    apply(client, bufnr, name)
  end
end

--- Throws a switch, in every buffer.
---@param name canton.Toggle
---@return boolean enabled
function M.toggle(name)
  thrown[name] = not M.enabled(name)
  for _, client in ipairs(vim.lsp.get_clients({ name = "canton" })) do
    for bufnr in pairs(client.attached_buffers) do
      apply(client, bufnr, name)
    end
  end
  return thrown[name]
end

return M

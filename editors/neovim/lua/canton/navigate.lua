--- To the manifest.

local client_of = require("canton.client")

local M = {}

---@param client vim.lsp.Client
---@param location lsp.Location|lsp.LocationLink
local function open(client, location)
  vim.lsp.util.show_document(location, client.offset_encoding, { focus = true, reuse_win = true })
end

--- Opens the manifest of what is under the cursor.
function M.manifest()
  local client = client_of.need()
  if not client then
    return
  end
  local params = require("canton.compat").position_params(client)
  client_of.request(client, "textDocument/declaration", params, function(result)
    local locations = result and (vim.islist(result) and result or { result }) or {}
    if #locations == 0 then
      return client_of.say("no manifest registers this")
    elseif #locations == 1 then
      return open(client, locations[1])
    end
    local items = vim.lsp.util.locations_to_items(locations, client.offset_encoding)
    vim.fn.setqflist({}, " ", { title = "Canton: manifests", items = items })
    vim.cmd("botright copen")
  end)
end

--- The lens command `canton.show`: arguments are a URI and a position.
---@param command lsp.Command
---@param context lsp.HandlerContext
function M.show(command, context)
  local client = assert(vim.lsp.get_client_by_id(context.client_id))
  local uri, position = unpack(command.arguments or {})
  if type(uri) ~= "string" then
    return
  end
  position = position or { line = 0, character = 0 }
  -- Before 0.12, running a lens takes it off the screen.
  require("canton.lens").refresh(context.bufnr)
  open(client, { uri = uri, range = { start = position, ["end"] = position } })
end

return M

--- Code actions by name: `:Canton register` and `:Canton pin`.

local client_of = require("canton.client")
local compat = require("canton.compat")

local M = {}

--- The server's diagnostics on the cursor's line, as it sent them.
---@param client vim.lsp.Client
---@return lsp.Diagnostic[]
local function diagnostics(client)
  local line, found = vim.api.nvim_win_get_cursor(0)[1] - 1, {}
  for _, pulled in ipairs({ false, true }) do
    local namespace = vim.lsp.diagnostic.get_namespace(client.id, pulled)
    for _, item in ipairs(vim.diagnostic.get(0, { lnum = line, namespace = namespace })) do
      found[#found + 1] = vim.tbl_get(item, "user_data", "lsp")
    end
  end
  return found
end

---@param client vim.lsp.Client
---@param action lsp.CodeAction|lsp.Command
---@param bufnr integer
local function apply(client, action, bufnr)
  if action.edit then
    require("canton.edit").apply_and_report(client, action.edit)
  end
  local command = action.command
  if command then
    compat.exec_cmd(client, type(command) == "table" and command or action, { bufnr = bufnr })
  end
end

---@param client vim.lsp.Client
---@param action lsp.CodeAction|lsp.Command
---@param bufnr integer
local function resolve_and_apply(client, action, bufnr)
  if action.edit or type(action.command) == "string" or not compat.supports(client, "codeAction/resolve") then
    return apply(client, action, bufnr)
  end
  client_of.request(client, "codeAction/resolve", action, function(resolved)
    apply(client, resolved or action, bufnr)
  end, { bufnr = bufnr })
end

--- Applies the action at the cursor whose title has `word` in it; lets you choose where there are several.
---@param word string In lower case.
---@param nothing string What to say where there is none.
function M.run(word, nothing)
  local client = client_of.need()
  if not client then
    return
  end
  local bufnr = vim.api.nvim_get_current_buf()
  local params = vim.lsp.util.make_range_params(0, client.offset_encoding)
  params.context = { diagnostics = diagnostics(client), triggerKind = 1 }
  local pattern = "%f[%a]" .. word .. "%f[%A]"
  client_of.request(client, "textDocument/codeAction", params, function(result)
    local fitting = vim.tbl_filter(function(action)
      return not action.disabled and action.title:lower():find(pattern) ~= nil
    end, result or {})
    if #fitting == 0 then
      return client_of.say(nothing)
    elseif #fitting == 1 then
      return resolve_and_apply(client, fitting[1], bufnr)
    end
    vim.ui.select(fitting, {
      prompt = "Canton: " .. word,
      kind = "codeaction",
      format_item = function(action)
        return action.title
      end,
    }, function(action)
      if action then
        resolve_and_apply(client, action, bufnr)
      end
    end)
  end)
end

function M.register()
  M.run("register", "nothing to register here")
end

function M.pin()
  M.run("pin", "nothing to pin here")
end

return M

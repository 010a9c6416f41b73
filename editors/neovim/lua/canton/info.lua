--- `:Canton info`: the clients that run, in a floating window. `:checkhealth canton` says more.

local M = {}

---@return string[]
function M.lines()
  local clients = vim.lsp.get_clients({ name = "canton" })
  if #clients == 0 then
    return { "No server is running.", "", "`:checkhealth canton` says why." }
  end
  local lines = {}
  for _, client in ipairs(clients) do
    local version = vim.tbl_get(client, "server_info", "version") or "?"
    local command = client.config.cmd
    local buffers = vim.tbl_count(client.attached_buffers)
    vim.list_extend(lines, {
      ("**canton %s** (client %d)"):format(version, client.id),
      "",
      "- root: " .. (client.root_dir or "none"),
      "- command: " .. (type(command) == "table" and table.concat(command, " ") or "a function"),
      "- positions: " .. client.offset_encoding,
      ("- buffers: %d"):format(buffers),
    })
  end
  lines[#lines + 1] = ""
  local surfaces = require("canton.surfaces")
  for _, name in ipairs(surfaces.toggles) do
    lines[#lines + 1] = ("- %s: %s"):format(name, surfaces.enabled(name) and "on" or "off")
  end
  lines[#lines + 1] = "- log: " .. require("canton.compat").log_path()
  return lines
end

function M.show()
  vim.lsp.util.open_floating_preview(M.lines(), "markdown", { focus_id = "canton/info" })
end

return M

--- `:checkhealth canton`

local health = vim.health

local M = {}

local function neovim()
  local v = vim.version()
  local version = ("%d.%d.%d%s"):format(v.major, v.minor, v.patch, v.prerelease and "-" .. v.prerelease or "")
  if vim.fn.has("nvim-0.11") == 1 then
    health.ok("Neovim " .. version)
  elseif vim.fn.has("nvim-0.10") == 1 then
    health.warn(("Neovim %s works; 0.11 is what Canton is tested with"):format(version), {
      "`vim.lsp.config()` does not exist here: use `vim.g.canton.server`.",
    })
  else
    health.error(("Neovim %s is too old"):format(version), { "Install Neovim 0.11 or newer." })
  end
end

local function options()
  local given = vim.g.canton
  local _, problems = require("canton.config").read()
  for _, problem in ipairs(problems) do
    health.error(problem, { "See `:help canton-options`; the default is used." })
  end
  if #problems == 0 then
    health.ok(given == nil and "no `vim.g.canton`: the defaults" or "`vim.g.canton` is understood")
  end
end

--- The version that a program says it has, or why it does not.
---@param program string
---@return string? version
---@return string? failure
local function version_of(program)
  local ok, result = pcall(function()
    return vim.system({ program, "--version" }, { text = true, timeout = 5000 }):wait()
  end)
  if not ok then
    return nil, tostring(result)
  elseif result.code ~= 0 then
    return nil, ("exit code %d: %s"):format(result.code, vim.trim(result.stderr or ""))
  end
  return (vim.trim(result.stdout):gsub("^canton%s+", ""))
end

---@return string? version Of the program that would be started.
local function server()
  local config = require("canton.client").resolve()
  if not require("canton.config").get().enabled then
    health.warn("the server is not started: `enabled = false`")
  elseif vim.lsp.is_enabled and not vim.lsp.is_enabled("canton") then
    health.warn("the server is not started", { 'Call `vim.lsp.enable("canton")`.' })
  end
  if type(config.cmd) ~= "table" then
    return health.info("`cmd` is a function; the server cannot be looked at")
  end
  local program = config.cmd[1]
  local path = vim.fn.exepath(program)
  if path == "" then
    return health.error(("server `%s` not found"):format(program), {
      "Put `canton` on your PATH,",
      "or name it: `vim.g.canton = { server = { cmd = { '/path/to/canton', 'lsp' } } }`.",
    })
  end
  local version, failure = version_of(path)
  if not version then
    return health.error(("server `%s` does not say its version: %s"):format(path, failure))
  end
  health.ok(("server `%s`, version %s"):format(path, version))
  return version
end

---@param client vim.lsp.Client
---@param installed string?
local function one_client(client, installed)
  local version = vim.tbl_get(client, "server_info", "version")
  local state = require("canton.compat").is_stopped(client) and "stopped"
    or client.initialized and "running"
    or "starting"
  health.info(
    ("client %d: %s, version %s, root `%s`, %d buffer(s), positions in %s"):format(
      client.id,
      state,
      version or "unknown",
      client.root_dir or "none",
      vim.tbl_count(client.attached_buffers),
      client.offset_encoding
    )
  )
  if version and installed and version ~= installed then
    health.warn(("client %d runs version %s, installed is %s"):format(client.id, version, installed), {
      "`:Canton restart`",
    })
  end
end

--- Another client that runs the same program: everything would be shown twice.
---@return vim.lsp.Client[]
local function namesakes()
  local ours = require("canton.client").resolve().cmd
  local program = type(ours) == "table" and vim.fs.basename(ours[1]) or "canton"
  return vim.tbl_filter(function(client)
    local command = client.config.cmd
    return client.name ~= "canton" and type(command) == "table" and vim.fs.basename(command[1]) == program
  end, vim.lsp.get_clients())
end

---@param installed string?
local function clients(installed)
  local running, roots = vim.lsp.get_clients({ name = "canton" }), {}
  if #running == 0 then
    health.info("no client: no open file is of a language and in a workspace that Canton reads")
  end
  for _, client in ipairs(running) do
    one_client(client, installed)
    local root = client.root_dir or ""
    if roots[root] then
      health.warn(("clients %d and %d serve the same root"):format(roots[root], client.id), {
        "Start the server in one place: remove your own `vim.lsp.start`.",
      })
    end
    roots[root] = client.id
  end
  for _, client in ipairs(namesakes()) do
    health.warn(("client %d (`%s`) runs canton as well"):format(client.id, client.name), {
      "Remove that configuration, or call it `canton`: findings are shown twice.",
    })
  end
end

local function log()
  local path = require("canton.compat").log_path()
  local size = vim.fn.getfsize(path)
  health.info(
    ("log `%s` (%s)"):format(path, size < 0 and "empty" or ("%d KiB"):format(math.ceil(size / 1024)))
  )
end

function M.check()
  health.start("canton: Neovim")
  neovim()
  options()
  health.start("canton: server")
  local installed = server()
  health.start("canton: clients")
  clients(installed)
  log()
end

return M

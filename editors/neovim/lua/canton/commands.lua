--- `:Canton {sub}`: the subcommands, and what completes them.

local M = {}

---@class canton.Subcommand
---@field run fun(argument?: string)
---@field arguments? string[] What may follow; without it, nothing may.

local function surfaces()
  return require("canton.surfaces")
end

---@type table<string, canton.Subcommand>
M.subcommands = {
  status = {
    run = function()
      require("canton.status").show()
    end,
  },
  ratio = {
    run = function()
      require("canton.ratio").say()
    end,
  },
  register = {
    run = function()
      require("canton.actions").register()
    end,
  },
  pin = {
    run = function()
      require("canton.actions").pin()
    end,
  },
  manifest = {
    run = function()
      require("canton.navigate").manifest()
    end,
  },
  findings = {
    arguments = { "error", "warning", "info", "hint" },
    run = function(severity)
      require("canton.findings").run(severity)
    end,
  },
  lens = {
    run = function()
      require("canton.lens").run()
    end,
  },
  toggle = {
    arguments = { "codelens", "inlay_hints", "diagnostics" },
    run = function(name)
      local client = require("canton.client")
      if not vim.tbl_contains(surfaces().toggles, name) then
        return client.say("toggle what? codelens, inlay_hints or diagnostics", vim.log.levels.WARN)
      end
      client.say(("%s %s"):format(name, surfaces().toggle(name) and "on" or "off"))
    end,
  },
  restart = {
    run = function()
      local client = require("canton.client")
      client.restart(function(started)
        client.say(started and "restarted" or "no open file wants a server")
      end)
    end,
  },
  log = {
    run = function()
      vim.cmd.tabedit(vim.fn.fnameescape(require("canton.compat").log_path()))
      vim.bo.autoread = true
      vim.cmd("normal! G")
    end,
  },
  info = {
    run = function()
      require("canton.info").show()
    end,
  },
}

---@param arguments string[] `:Canton` alone is `:Canton status`.
function M.run(arguments)
  local name, argument = arguments[1] or "status", arguments[2]
  local say = require("canton.client").say
  local subcommand = M.subcommands[name]
  if not subcommand then
    local names = table.concat(vim.fn.sort(vim.tbl_keys(M.subcommands)), ", ")
    return say(("`%s` is not a subcommand; there are %s"):format(name, names), vim.log.levels.ERROR)
  end
  local surplus = subcommand.arguments and arguments[3] or not subcommand.arguments and argument or nil
  if surplus then
    return say(("`:Canton %s` does not take `%s`"):format(name, surplus), vim.log.levels.ERROR)
  end
  subcommand.run(argument)
end

---@param lead string What has been typed of the word.
---@param line string The whole command line up to it.
---@return string[]
function M.complete(lead, line)
  local before =
    vim.split(vim.trim(line:sub(1, #line - #lead)):gsub("^.*Canton!?%s*", ""), "%s+", { trimempty = true })
  local words = {}
  if #before == 0 then
    words = vim.tbl_keys(M.subcommands)
  elseif #before == 1 then
    local subcommand = M.subcommands[before[1]]
    words = subcommand and subcommand.arguments or {}
  end
  local fitting = vim.tbl_filter(function(word)
    return vim.startswith(word, lead)
  end, words)
  table.sort(fitting)
  return fitting
end

return M

local support = require("support")

local contains, lacks = support.contains, support.lacks

---@return string
local function checkhealth()
  vim.cmd("silent checkhealth canton")
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
end

local function manual()
  return support.read(canton_test.plugin .. "/doc/canton.txt")
end

return {
  {
    ":checkhealth with a server that runs",
    function()
      local dir = support.workspace()
      support.edit("app/deploy.py")
      local report = checkhealth()
      contains(report, "OK Neovim 0.")
      contains(report, "`vim.g.canton` is understood")
      contains(report, ("OK server `%s`, version "):format(canton_test.server))
      contains(report, ("root `%s`"):format(dir))
      contains(report, "running, version ")
      contains(report, "log `")
      lacks(report, "ERROR")
      lacks(report, "WARNING")
    end,
  },
  {
    ":checkhealth names unknown options",
    function()
      support.use({ codelense = { enabled = false } })
      contains(checkhealth(), "ERROR unknown option `codelense`")
    end,
  },
  {
    ":checkhealth without a server says what to do",
    function()
      support.use({ server = { cmd = { "/nowhere/canton", "lsp" } } })
      local report = checkhealth()
      contains(report, "ERROR server `/nowhere/canton` not found")
      contains(report, "PATH")
    end,
  },
  {
    ":checkhealth finds a second client of the same program",
    function()
      support.workspace()
      local client = support.edit("app/deploy.py")
      vim.lsp.start({ name = "canton_ls", cmd = client.config.cmd, root_dir = client.root_dir })
      support.wait(function()
        return #vim.lsp.get_clients({ name = "canton_ls" }) == 1
      end, "the second client")
      contains(checkhealth(), "(`canton_ls`) runs canton as well")
    end,
  },
  {
    "the help has its tags, and every subcommand, map and option",
    function()
      local dir = vim.fn.tempname()
      vim.fn.mkdir(dir .. "/doc", "p")
      vim.uv.fs_copyfile(canton_test.plugin .. "/doc/canton.txt", dir .. "/doc/canton.txt")
      vim.cmd.helptags(dir .. "/doc")
      vim.opt.runtimepath:append(dir)
      vim.cmd.help("canton")
      contains(vim.api.nvim_buf_get_name(0), "doc/canton.txt")
      vim.cmd.helpclose()
      vim.opt.runtimepath:remove(dir)
      local text = manual()
      for name in pairs(require("canton.commands").subcommands) do
        contains(text, "*:Canton-" .. name .. "*")
      end
      for name in pairs(require("canton.config").defaults) do
        contains(text, "*canton-option-" .. name .. "*")
      end
      for _, map in ipairs(vim.api.nvim_get_keymap("n")) do
        if map.lhs:match("^<Plug>%(Canton") then
          contains(text, "*" .. map.lhs .. "*")
        end
      end
    end,
  },
  {
    "every link in the help leads somewhere",
    function()
      vim.cmd.help("help") -- Makes Neovim's own tags known.
      vim.cmd.helpclose()
      local text = manual()
      for link in text:gmatch("|([^|%s]+)|") do
        local own = text:find("*" .. link .. "*", 1, true)
        assert(own or #vim.fn.getcompletion(link, "help") > 0, link .. " leads nowhere")
      end
    end,
  },
}

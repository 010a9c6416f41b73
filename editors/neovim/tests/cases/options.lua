local support = require("support")
local config = require("canton.config")

local equal = support.equal

return {
  {
    "without any, the defaults",
    function()
      vim.g.canton = nil
      local opts, problems = config.read()
      equal(opts, config.defaults)
      equal(problems, {})
    end,
  },
  {
    "a table is laid over the defaults",
    function()
      vim.g.canton = { codelens = { enabled = false } }
      local opts, problems = config.read()
      equal(opts.codelens.enabled, false)
      equal(opts.diagnostics.enabled, true)
      equal(problems, {})
    end,
  },
  {
    "a function is called when the options are read",
    function()
      vim.g.canton = function()
        return { inlay_hints = { enabled = true } }
      end
      equal(config.get().inlay_hints.enabled, true)
    end,
  },
  {
    "a function that fails is a problem, and the defaults hold",
    function()
      vim.g.canton = function()
        error("no such thing")
      end
      local opts, problems = config.read()
      equal(opts, config.defaults)
      equal(#problems, 1)
      support.contains(problems[1], "no such thing")
    end,
  },
  {
    "what is unknown or of a wrong type is named, and has its default",
    function()
      vim.g.canton =
        { codelense = {}, codelens = { enabled = "yes", colour = 1 }, statusline = { format = 3 } }
      local opts, problems = config.read()
      equal(opts, config.defaults)
      equal(problems, {
        "option `codelens.enabled` is a boolean, not a string",
        "option `statusline.format` is a string or a function, not a number",
        "unknown option `codelens.colour`",
        "unknown option `codelense`",
      })
    end,
  },
  {
    "setup() sets vim.g.canton and does nothing else",
    function()
      require("canton").setup({ hover = { enabled = false } })
      equal(vim.g.canton, { hover = { enabled = false } })
      equal(#vim.lsp.get_clients(), 0)
    end,
  },
  {
    "`server` is laid over lsp/canton.lua",
    function()
      support.use({ server = { settings = { canton = { threads = 1 } } } })
      local resolved = vim.lsp.config.canton
      equal(resolved.settings, { canton = { threads = 1 } })
      equal(resolved.cmd, { canton_test.server, "lsp" })
      equal(resolved.root_markers, { "federation.yaml", ".git" })
      equal(resolved.workspace_required, true)
    end,
  },
}

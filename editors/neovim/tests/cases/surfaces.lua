local support = require("support")

local equal, wait = support.equal, support.wait

return {
  {
    "drifted code is a finding, at its name",
    function()
      support.workspace()
      support.edit("infra/snapshot.py")
      local found = support.wait_finding("drifted")
      equal(found.severity, vim.diagnostic.severity.WARN)
      equal(found.source, "canton")
      support.cursor("snapshot_environment(")
      equal({ found.lnum + 1, found.col }, vim.api.nvim_win_get_cursor(0))
    end,
  },
  {
    "a finding is shown once, pushed or pulled",
    function()
      support.workspace()
      support.edit("infra/snapshot.py")
      support.wait_finding("drifted")
      support.settle()
      local seen = {}
      for _, item in ipairs(vim.diagnostic.get(0)) do
        local key = ("%s:%d:%d:%s"):format(item.code, item.lnum, item.col, item.message)
        assert(not seen[key], key .. " stands twice")
        seen[key] = true
      end
    end,
  },
  {
    "findings follow the text",
    function()
      support.workspace()
      support.edit("infra/open-window.canton.yaml")
      vim.api.nvim_buf_set_lines(0, -1, -1, false, { "ownr: someone" })
      support.wait_finding("unknown-key")
      vim.cmd("silent undo")
      wait(function()
        return #support.diagnostics("unknown-key") == 0
      end, "the finding goes with its cause")
    end,
  },
  {
    "findings follow a manifest that is not saved yet",
    function()
      support.workspace()
      support.edit("infra/snapshot.py")
      support.wait_finding("drifted")
      support.edit("infra/environment-snapshot.canton.yaml")
      vim.cmd("silent global/^digest:/delete")
      vim.cmd.buffer("infra/snapshot.py")
      wait(function()
        return #support.diagnostics("drifted") == 0
      end, "without a pin there is no drift")
      support.wait_lens("def snapshot_environment", "registered · environment-snapshot")
    end,
  },
  {
    "findings are off when they are switched off, and can be had back",
    function()
      support.use({ diagnostics = { enabled = false } })
      support.workspace()
      support.edit("infra/snapshot.py")
      local namespace = support.wait_finding("drifted").namespace -- It is known, and not shown.
      equal(vim.diagnostic.is_enabled({ bufnr = 0, ns_id = namespace }), false)
      vim.cmd("Canton toggle diagnostics")
      equal(vim.diagnostic.is_enabled({ bufnr = 0, ns_id = namespace }), true)
    end,
  },
  {
    "hover says the standing of what is called",
    function()
      support.workspace()
      support.edit("app/deploy.py")
      support.wait_lens("def environment_name", "uncantonized")
      support.cursor("provision_environment(spec")
      vim.lsp.buf.hover()
      local text = support.wait_float("hover")
      support.contains(text, "environment-provision")
      support.contains(text, "@infra-team")
    end,
  },
  {
    "no hover when it is switched off",
    function()
      support.use({ hover = { enabled = false } })
      support.workspace()
      local client = support.edit("app/deploy.py")
      equal(client:supports_method("textDocument/hover"), false)
      equal(client:supports_method("textDocument/codeAction"), true)
    end,
  },
  {
    "lenses say the standing, with no one asking",
    function()
      support.workspace()
      support.edit("infra/provision.py")
      local lens = support.wait_lens("def provision_environment", "environment-provision")
      support.contains(lens, "registered")
      support.contains(lens, "@infra-team")
      support.wait_lens("class QuotaExceeded", "uncantonized")
    end,
  },
  {
    "lenses follow what is written into the buffer",
    function()
      support.workspace()
      support.edit("infra/window.py")
      support.wait_lens("def open_window", "open-window")
      vim.api.nvim_buf_set_lines(0, -1, -1, false, { "", "", "def close_window():", "    return None" })
      vim.cmd("doautocmd <nomodeline> TextChanged")
      support.wait_lens("def close_window", "uncantonized")
    end,
  },
  {
    "lenses follow a manifest that changes on the disk",
    function()
      local dir = support.workspace()
      support.edit("infra/backend.py")
      support.wait_lens("class Pending", "uncantonized")
      support.write(dir .. "/infra/pending.canton.yaml", "name: pending\nsource: backend.py#Pending\n")
      support.wait_lens("class Pending", "registered · pending")
    end,
  },
  {
    "lenses are off when they are switched off; the switch works both ways",
    function()
      support.use({ codelens = { enabled = false } })
      support.workspace()
      support.edit("infra/provision.py")
      support.settle()
      equal(support.lens("def provision_environment"), "")
      vim.cmd("Canton toggle codelens")
      support.wait_lens("def provision_environment", "environment-provision")
      vim.cmd("Canton toggle codelens")
      wait(function()
        return support.lens("def provision_environment") == ""
      end, "the lens goes")
    end,
  },
  {
    "inlay hints are off, and can be had",
    function()
      support.workspace()
      local client = support.edit("app/deploy.py")
      support.wait_lens("def environment_name", "uncantonized")
      equal(vim.lsp.inlay_hint.is_enabled({ bufnr = 0 }), false)
      if client:supports_method("textDocument/inlayHint") then
        vim.cmd("Canton toggle inlay_hints")
        equal(vim.lsp.inlay_hint.is_enabled({ bufnr = 0 }), true)
      end
    end,
  },
  {
    "the status line has the ratio, and asks no one",
    function()
      support.workspace()
      local client = support.edit("infra/provision.py")
      local text = wait(function()
        local text = require("canton").statusline()
        return text ~= "" and text
      end, "the ratio arrives")
      assert(text:match("^canton %d+%%$"), text)
      local asked = 0
      client.request = function()
        asked = asked + 1
      end
      equal(require("canton").statusline(), text)
      equal(asked, 0)
      client.request = nil
      vim.cmd.enew()
      equal(require("canton").statusline(), "")
    end,
  },
  {
    "the status line can be written by a function",
    function()
      support.use({
        statusline = {
          format = function(ratio)
            return ("%.2f of 1"):format(ratio.lines)
          end,
        },
      })
      support.workspace()
      support.edit("infra/provision.py")
      wait(function()
        return require("canton").statusline():match("^%d%.%d%d of 1$")
      end, "the ratio arrives")
    end,
  },
}

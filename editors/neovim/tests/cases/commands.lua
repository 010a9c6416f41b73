local support = require("support")

local equal, wait = support.equal, support.wait

--- Opens what the agent wrote, and waits until the server has read the workspace.
local function edit_deploy()
  support.edit("app/deploy.py")
  support.wait_lens("def environment_name", "uncantonized")
end

---@return vim.quickfix.entry[]
local function quickfix()
  return wait(function()
    local items = vim.fn.getqflist()
    return #items > 0 and items
  end, "the quickfix list")
end

local function current()
  return vim.fs.basename(vim.api.nvim_buf_get_name(0))
end

return {
  {
    "subcommands and their arguments complete",
    function()
      local function complete(line)
        return vim.fn.getcompletion(line, "cmdline")
      end
      equal(complete("Canton re"), { "register", "restart" })
      equal(complete("Canton toggle in"), { "inlay_hints" })
      equal(complete("Canton findings "), { "error", "hint", "info", "warning" })
      equal(complete("Canton status "), {})
      equal(#complete("Canton "), vim.tbl_count(require("canton.commands").subcommands))
    end,
  },
  {
    "what is not a subcommand is refused in words",
    function()
      vim.cmd("Canton frobnicate")
      support.contains(support.said[1], "`frobnicate` is not a subcommand")
      vim.cmd("Canton status now")
      support.contains(support.said[2], "`:Canton status` does not take `now`")
    end,
  },
  {
    "without a server, a subcommand says so",
    function()
      for _, name in ipairs({ "status", "ratio", "register", "pin", "manifest", "findings" }) do
        support.listen()
        vim.cmd("Canton " .. name)
        equal(#support.said, 1, name)
        support.contains(support.said[1], ":checkhealth canton")
      end
    end,
  },
  {
    "status shows what is under the cursor",
    function()
      support.workspace()
      support.edit("infra/provision.py")
      support.wait_lens("def provision_environment", "environment-provision")
      support.cursor("provision_environment(")
      vim.cmd("Canton status")
      local text = support.wait_float("status")
      support.contains(text, "infra/provision.py#provision_environment")
      support.contains(text, "registered · environment-provision · @infra-team")
      support.contains(text, "tested: claimed")
      support.contains(text, "missing to be canonical: pinned")
    end,
  },
  {
    "status of what is uncantonized says how to register it",
    function()
      support.workspace()
      edit_deploy()
      support.cursor("environment_name(branch: str)")
      vim.cmd("Canton")
      local text = support.wait_float("status")
      support.contains(text, "uncantonized")
      support.contains(text, ":Canton register")
    end,
  },
  {
    "ratio is said",
    function()
      support.workspace()
      support.edit("infra/provision.py")
      support.wait_lens("def provision_environment", "environment-provision")
      vim.cmd("Canton ratio")
      support.wait_said("are canonical")
    end,
  },
  {
    "manifest goes to the declaration, and back",
    function()
      support.workspace()
      edit_deploy()
      support.cursor("provision_environment(spec")
      vim.cmd("Canton manifest")
      wait(function()
        return current() == "environment-provision.canton.yaml"
      end, "the manifest opens")
      vim.cmd.normal({ vim.keycode("<C-o>"), bang = true })
      equal(current(), "deploy.py")
    end,
  },
  {
    "Neovim's own declaration goes there too",
    function()
      support.workspace()
      support.edit("infra/delete.py")
      support.wait_lens("def delete_environment", "environment-delete")
      support.cursor("delete_environment(")
      vim.lsp.buf.declaration()
      wait(function()
        return current() == "environment-delete.canton.yaml"
      end, "the manifest opens")
    end,
  },
  {
    "the lens over what is registered opens its manifest, and stays",
    function()
      support.workspace()
      support.edit("infra/delete.py")
      support.wait_lens("def delete_environment", "environment-delete")
      support.cursor("delete_environment(")
      vim.lsp.codelens.run()
      wait(function()
        return current() == "environment-delete.canton.yaml"
      end, "the manifest opens")
      vim.cmd.edit("infra/delete.py")
      support.wait_lens("def delete_environment", "environment-delete")
    end,
  },
  {
    "manifest of what has none is said",
    function()
      support.workspace()
      edit_deploy()
      support.cursor("environment_name(branch: str)")
      vim.cmd("Canton manifest")
      support.wait_said("no manifest registers this")
      equal(current(), "deploy.py")
    end,
  },
  {
    "findings fill the quickfix list, worst first, at their places",
    function()
      support.workspace()
      local manifest = "infra/open-window.canton.yaml"
      support.edit(manifest)
      vim.api.nvim_buf_set_lines(0, -1, -1, false, { "ownr: someone" })
      support.wait_finding("unknown-key")
      support.edit("infra/snapshot.py")
      support.wait_finding("drifted")
      vim.cmd("Canton findings")
      local items = quickfix()
      equal(vim.bo.buftype, "quickfix")
      equal({ items[1].type, items[2].type, #items }, { "E", "W", 2 }, "hints are left out")
      support.contains(items[1].text, "unknown-key: ")
      support.contains(vim.api.nvim_buf_get_name(items[1].bufnr), manifest)
      support.contains(items[2].text, "drifted: ")
      local name = vim.api.nvim_buf_get_name(items[2].bufnr)
      support.contains(name, "infra/snapshot.py")
      support.contains(vim.fn.readfile(name)[items[2].lnum]:sub(items[2].col), "snapshot_environment(")
    end,
  },
  {
    "findings of one severity and worse",
    function()
      support.workspace()
      support.edit("infra/snapshot.py")
      support.wait_finding("drifted")
      vim.cmd("Canton findings hint")
      assert(quickfix()[1].type == "W" and vim.fn.getqflist()[2].type == "N", vim.inspect(vim.fn.getqflist()))
      vim.cmd("Canton findings error")
      support.wait_said("no findings in ")
      equal(vim.fn.getqflist(), {})
      vim.cmd("Canton findings loud")
      support.wait_said("`loud` is not error, warning, info or hint")
    end,
  },
  {
    "info names the server and its root",
    function()
      local dir = support.workspace()
      support.edit("app/deploy.py")
      vim.cmd("Canton info")
      local text = support.wait_float("info")
      support.contains(text, "root: " .. dir)
      support.contains(text, canton_test.server)
      support.contains(text, "codelens: on")
    end,
  },
  {
    "log opens the log of the clients",
    function()
      vim.cmd("Canton log")
      equal(
        vim.api.nvim_buf_get_name(0),
        vim.uv.fs_realpath(require("canton.compat").log_path()) or require("canton.compat").log_path()
      )
    end,
  },
  {
    "every <Plug> map runs a subcommand that there is",
    function()
      local count = 0
      for _, map in ipairs(vim.api.nvim_get_keymap("n")) do
        if map.lhs:match("^<Plug>%(Canton") then
          local name, argument = map.rhs:match("^<Cmd>Canton (%S+)%s*(%S*)<CR>$")
          local subcommand = require("canton.commands").subcommands[name]
          assert(subcommand, map.lhs .. " → " .. map.rhs)
          if argument ~= "" then
            assert(vim.tbl_contains(subcommand.arguments, argument), map.rhs)
          end
          count = count + 1
        end
      end
      equal(count, 10)
    end,
  },
  {
    "opening and editing a file says nothing",
    function()
      support.workspace()
      edit_deploy()
      vim.cmd("silent write")
      support.settle()
      equal(support.said, {})
    end,
  },
}

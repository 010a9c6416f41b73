local support = require("support")

local equal = support.equal

return {
  {
    "sourcing the plugin loads nothing of it",
    function()
      local code = ([[
        vim.opt.runtimepath:prepend(%q)
        vim.cmd("runtime plugin/canton.lua")
        for name in pairs(package.loaded) do
          assert(not name:match("^canton"), name)
        end
      ]]):format(canton_test.plugin)
      local file = vim.fn.tempname() .. ".lua"
      support.write(file, code)
      local result = vim.system({ vim.v.progpath, "--clean", "--headless", "-l", file }):wait()
      equal({ result.code, result.stderr }, { 0, "" })
    end,
  },
  {
    "attaches with the federation as its root",
    function()
      local dir = support.workspace()
      local client = support.edit("infra/provision.py")
      equal(client.root_dir, dir)
      equal(client.server_info.name, "canton")
    end,
  },
  {
    "one client serves the code and the manifests",
    function()
      support.workspace()
      local first = support.edit("infra/provision.py").id
      equal(support.edit("infra/open-window.canton.yaml").id, first)
      equal(#vim.lsp.get_clients({ name = "canton" }), 1)
    end,
  },
  {
    "does not start outside a workspace",
    function()
      local file = vim.fn.tempname() .. ".py"
      support.write(file, "def f():\n    return 1")
      vim.cmd.edit(file)
      support.settle()
      equal(#vim.lsp.get_clients(), 0)
    end,
  },
  {
    "does not start when it is switched off",
    function()
      support.use({ enabled = false })
      support.workspace()
      vim.cmd.edit("infra/provision.py")
      support.settle()
      equal(#vim.lsp.get_clients(), 0)
    end,
  },
  {
    "says nothing where there is no manifest, and offers to register",
    function()
      local dir =
        support.repository({ ["shop/cart.py"] = "def add_item(cart, item):\n    return cart + [item]\n" })
      support.edit("shop/cart.py")
      support.settle()
      equal(vim.diagnostic.get(0), {})
      equal(support.lens("def add_item"), "")
      equal(require("canton").statusline(), "")
      equal(support.said, {})
      support.cursor("add_item")
      vim.cmd("Canton register")
      local manifest = dir .. "/shop/add-item.canton.yaml"
      support.wait(function()
        return vim.uv.fs_stat(manifest)
      end, "the first manifest is written")
      support.wait_lens("def add_item", "add-item")
    end,
  },
  {
    "restart gives a new client to every buffer",
    function()
      support.workspace()
      local old = support.edit("infra/provision.py").id
      support.edit("app/deploy.py")
      vim.cmd("Canton restart")
      support.wait_said("restarted")
      local client = support.wait(support.client, "the new server")
      assert(client.id ~= old, "the old client is still there")
      equal(vim.tbl_count(client.attached_buffers), 2)
      support.wait_lens("def environment_name", "uncantonized")
    end,
  },
  {
    "restart brings a crashed server back",
    function()
      support.workspace()
      local client = support.edit("app/deploy.py")
      client.rpc.terminate()
      support.wait(function()
        return #vim.lsp.get_clients({ name = "canton" }) == 0
      end, "the server is gone")
      vim.cmd("Canton restart")
      support.wait_said("restarted")
      support.wait(support.client, "the new server")
    end,
  },
}

-- Runs every case against the real server; ends with "N passed, N failed" and exit code 0 or 1.
-- A word on the command line runs the cases whose names have it: `-l tests/run.lua lens`.

local support = require("support")

local passed, failed = 0, 0
local wanted = arg and arg[1] or ""

local function run(name, case)
  local started = vim.uv.hrtime()
  local ok, failure = xpcall(case, debug.traceback)
  local cleaned, mess = pcall(support.clean)
  if not cleaned then
    ok, failure = false, (failure or "") .. "\nafter the test: " .. tostring(mess)
  end
  passed, failed = passed + (ok and 1 or 0), failed + (ok and 0 or 1)
  local took = (vim.uv.hrtime() - started) / 1e6
  io.stdout:write(
    ("%s  %s (%.0f ms)\n%s"):format(ok and "ok  " or "FAIL", name, took, ok and "" or failure .. "\n")
  )
end

if vim.fn.executable(canton_test.server) == 0 then
  io.stderr:write(("no server at %s: `cargo build -p canton`, or set $CANTON\n"):format(canton_test.server))
  os.exit(2)
end

for _, group in ipairs({ "options", "start", "surfaces", "actions", "commands", "help" }) do
  for _, case in ipairs(require("cases." .. group)) do
    local name = group .. ": " .. case[1]
    if name:find(wanted, 1, true) then
      run(name, case[2])
    end
  end
end

io.stdout:write(("%d passed, %d failed\n"):format(passed, failed))
os.exit(failed == 0 and passed > 0 and 0 or 1)

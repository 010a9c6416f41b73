#!/usr/bin/lua
local json = require("a.json")
-- - import a.json _ json
local util = require "a.b"
-- - import a.b _ util
require 'init'
-- - import init * _
local M = {}

function M.foo(a, ...) return a end
-- - function M.foo
function M.a.b:c(x) self:d(1).e(2) end
-- - method M.a.b.c
-- - call self.d from M.a.b.c
-- - call ? e from M.a.b.c
local function loc() end
-- - function loc
local f = function(x) return x end
-- - function f
M.g = function() end
-- - function M.g
M["h"] = function() end
local t = {
  k = function() end,
  -- - function t.k
  ["z"] = function() run() end,
  -- - function t.z
  -- - call run from t.z
  1, 2; n = { deep = function() end },
  -- - function t.n.deep
}
function glob()
-- - function glob
  f{1}; f"str"; f[[long]]; obj:meth(1); a.b.c(); (f)(1); t[1](2)
  -- - call f from glob
  -- - call f from glob
  -- - call f from glob
  -- - call obj.meth from glob
  -- - call a.b.c from glob
  -- - call ? (f) from glob
  -- - call ? t[1] from glob
  local function inner() return loc() end
  -- - function glob.inner inside
  -- - call loc from glob.inner
end
local s = [==[ raw
]==] .. 'a' .. "b\n"
--[[ block
]]
for i = 1, 10, 2 do break end
return M

-- Requests for wrk, prepared in advance so that the generator costs both sides the same and little.
--
--     wrk -s load.lua URL -- REQUESTS PARTS START
--
-- REQUESTS has a request a line: method, path, body and headers, with tabs between. With two PARTS each thread of wrk
-- takes every second of them, so that no two threads write the same resource. START is where a thread begins in its own: one run goes on
-- where the last one stopped. At the end one line of JSON tells what was measured.
local threads = 0

function setup(thread)
   thread:set("part", threads)
   threads = threads + 1
end

local texts, position = {}, 0

local function format(line)
   local fields = {}
   for field in (line .. "\t"):gmatch("([^\t]*)\t") do
      fields[#fields + 1] = field
   end
   local headers = {}
   for i = 4, #fields, 2 do
      headers[fields[i]] = fields[i + 1]
   end
   return wrk.format(fields[1], fields[2], headers, fields[3] ~= "" and fields[3] or nil)
end

function init(args)
   local parts, number = tonumber(args[2]), 0
   for line in io.lines(args[1]) do
      number = number + 1
      if number % parts == part % parts then
         texts[#texts + 1] = format(line)
      end
   end
   position = tonumber(args[3])
end

function request()
   position = position % #texts + 1
   return texts[position]
end

function done(summary, latency)
   local e = summary.errors
   print(string.format('{"requests":%d,"us":%d,"p50":%d,"p99":%d,"max":%d,"status":%d,"broken":%d}', summary.requests,
      summary.duration, latency:percentile(50), latency:percentile(99), latency.max, e.status,
      e.connect + e.read + e.write + e.timeout))
end

-- A message without content, to test whether it arrives.
insert into webhook_delivery (webhook, event, resource, data)
values (:id::text, 'samrad.ping', 'ping', json_build_object('webhook', :id::text))
returning message

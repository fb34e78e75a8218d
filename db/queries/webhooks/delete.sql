-- Deletes a subscription with its deliveries.
delete from webhooks where id = :id::text

-- Away with a subscription, and with what it was still to be told.
delete from webhooks where id = :id::text

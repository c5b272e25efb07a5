-- A saved card is a payment on which nothing is held; its currency is XXX, which is none.
alter table payment drop constraint payment_state_check;
alter table payment add constraint payment_state_check
    check (state in ('CHALLENGE', 'SAVED', 'HELD', 'CAPTURED', 'RELEASED', 'DECLINED'));
alter table payment drop constraint payment_held_check;
alter table payment add constraint payment_held_check check (held >= 0);

-- The order in which a statement lists them, and the key that began each.
alter table payment add column number bigint generated always as identity;
alter table payment add column operation text;
update payment set operation =
    (select key from operation where operation.reference = payment.reference order by operation.created_at limit 1);

create unique index payment_by_number on payment (number);
create index payment_by_time on payment (created_at);

-- What was on hold when it was answered: a raise changes the payment after that.
alter table operation add column held bigint;
update operation set held = (select held from payment where payment.reference = operation.reference)
    where reference is not null;

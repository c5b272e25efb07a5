-- One row a payment, as a card service would keep it. Amounts in minor units.
create table payment (
    reference        text primary key,
    consultation     text not null,
    description      text not null,
    scenario         text not null,
    state            text not null check (state in ('CHALLENGE', 'HELD', 'CAPTURED', 'RELEASED', 'DECLINED')),
    currency         char(3) not null,
    held             bigint not null check (held > 0),
    captured         bigint not null default 0 check (captured between 0 and held),
    refunded         bigint not null default 0 check (refunded between 0 and captured),
    card_brand       text not null,
    card_last_four   char(4) not null,
    -- a hold that is older has expired; the state is not rewritten for that
    held_until       timestamptz not null,
    created_at       timestamptz not null
);

create index payment_of_consultation on payment (consultation);

-- One row a key: what was asked with it, and what is answered to it for ever.
create table operation (
    key              text primary key,
    -- hash of the arguments: the same key with others is refused
    fingerprint      text not null,
    attempts         integer not null default 0,
    -- null as long as it was not executed
    answer           text,
    -- the payment as it was answered
    reference        text references payment (reference),
    state            text,
    captured         bigint,
    refunded         bigint,
    created_at       timestamptz not null
);

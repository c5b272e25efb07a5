-- Every version of every rate plan ever saved. Rows are only added: agreements name a version.
create table plan (
    id               uuid    not null,
    version          integer not null,
    owner            uuid    not null,
    name             text    not null,
    currency         char(3) not null,
    price_per_minute bigint  not null,
    step_seconds     integer not null,
    free_seconds     integer not null,
    minimum          bigint  not null,
    cap              bigint,
    tax_label        text    not null,
    tax_basis_points integer not null,
    tax_included     boolean not null,
    hold             bigint  not null,
    saved_at         timestamptz not null default now(),
    primary key (id, version)
);

create index plan_owner on plan (owner);

-- Plans that are no longer offered; their versions stay.
create table plan_withdrawn (
    id           uuid        primary key,
    withdrawn_at timestamptz not null default now()
);

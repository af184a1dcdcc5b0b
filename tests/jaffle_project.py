"""A small dbt project in the conventions of dbt's well-known example shop: raw seeds, stg_, dim_, fct_.

Its author never heard of truenorth: own names, own schemas, own profile, own tests. `ADOPTION` is all that
is added to it.
"""

from __future__ import annotations

import subprocess
from datetime import date, timedelta
from pathlib import Path

CUSTOMERS = 40
ORDERS = 300
FIRST_DAY = date(2025, 1, 1)

PROJECT = """\
name: corner_cafe
version: "1.0.0"
config-version: 2
profile: cafe_warehouse
model-paths: ["models"]
seed-paths: ["seeds"]
macro-paths: ["macros"]
models:
  corner_cafe:
    +materialized: table
    staging:
      +materialized: view
      +schema: staging
    marts:
      +schema: marts
seeds:
  corner_cafe:
    +schema: raw
"""
PROFILES = """\
cafe_warehouse:
  target: dev
  outputs:
    dev:
      type: duckdb
      path: cafe.duckdb
      schema: analytics
      threads: 2
"""
FILES = {
    "dbt_project.yml": PROJECT,
    "profiles.yml": PROFILES,
    ".gitignore": "target/\ndbt_packages/\nlogs/\n*.duckdb*\n.user.yml\npublished/\n",
    # schemas without the target's name before them, as many teams have it
    "macros/generate_schema_name.sql": """\
{% macro generate_schema_name(custom_schema_name, node) %}
    {{ custom_schema_name | trim if custom_schema_name else target.schema }}
{% endmacro %}
""",
    "models/staging/stg_customers.sql": """\
select id as customer_id, first_name, last_name from {{ ref('raw_customers') }}
""",
    "models/staging/stg_orders.sql": """\
select id as order_id, user_id as customer_id, order_date, status from {{ ref('raw_orders') }}
""",
    "models/staging/stg_payments.sql": """\
-- amounts are stored in cents
select id as payment_id, order_id, payment_method, amount / 100 as amount from {{ ref('raw_payments') }}
""",
    "models/marts/dim_customers.sql": """\
with

orders as (

    select customer_id, min(order_date) as first_order, count(*) as number_of_orders
    from {{ ref('stg_orders') }}
    group by customer_id

)

select customers.*, orders.first_order, orders.number_of_orders
from {{ ref('stg_customers') }} as customers
left join orders using (customer_id)
""",
    "models/marts/fct_orders.sql": """\
with

payments as (

    select order_id, sum(amount) as amount from {{ ref('stg_payments') }} group by order_id

)

select orders.order_id, orders.customer_id, orders.order_date, orders.status, payments.amount
from {{ ref('stg_orders') }} as orders
left join payments using (order_id)
""",
    "models/schema.yml": """\
models:
  - name: stg_orders
    columns:
      - name: order_id
        data_tests: [unique, not_null]
  - name: fct_orders
    columns:
      - name: order_id
        data_tests: [unique, not_null]
  - name: dim_customers
    columns:
      - name: customer_id
        data_tests: [unique, not_null]
""",
}
ADOPTION = {
    "packages.yml": """\
packages:
  - local: .truenorth/dbt_package
""",
    "dbt_project.yml": """\
vars:
  truenorth_entities: [orders]
  truenorth_entity_models:
    orders: {model: fct_orders, order_line_id: order_id, actor_id: customer_id, ordered_at: order_date,
             is_cancellation: status = 'returned', is_admitted: amount >= 0}
""",
}


def write_cafe(root: Path) -> Path:
    """Write the project as its author left it, in a git repository with one commit on `main`."""
    for name, text in FILES.items() | _seeds().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(root, "init", "-q", "-b", "main")
    commit(root, "the shop")
    return root


def adopt(root: Path) -> int:
    """Add truenorth to the project; returns how many lines of YAML that took."""
    for name, text in ADOPTION.items():
        with (root / name).open("a", encoding="utf-8") as file:
            file.write(text)
    commit(root, "truenorth judges our orders")
    return sum(len(text.splitlines()) for text in ADOPTION.values())


def commit(root: Path, message: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message)


def git(root: Path, *arguments: str) -> str:
    """Run git as somebody whose machine has no settings."""
    identity = ["-c", "user.name=cafe", "-c", "user.email=cafe@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", *identity, *arguments]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout


def _seeds() -> dict[str, str]:
    customers = [f"{number},Given{number},F." for number in range(1, CUSTOMERS + 1)]
    orders, payments = [], []
    for number in range(1, ORDERS + 1):
        day = FIRST_DAY + timedelta(days=number)
        status = "returned" if number % 25 == 0 else "completed"
        orders.append(f"{number},{number * 7 % CUSTOMERS + 1},{day},{status}")
        method, cents = "coupon" if number % 5 == 0 else "credit_card", 500 + number * 37 % 4000
        payments.append(f"{number},{number},{method},{cents}")
    return {
        "seeds/raw_customers.csv": "\n".join(["id,first_name,last_name", *customers, ""]),
        "seeds/raw_orders.csv": "\n".join(["id,user_id,order_date,status", *orders, ""]),
        "seeds/raw_payments.csv": "\n".join(["id,order_id,payment_method,amount", *payments, ""]),
    }

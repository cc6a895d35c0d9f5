"""Makes the tables step by step, as an installation did that came along with every version (see test_migraties)."""

from __future__ import annotations


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.loader import MigrationLoader

    uitvoerder = MigrationExecutor(connection)
    laatste = [migratie.replaces[-1] for migratie in uitvoerder.loader.disk_migrations.values() if migratie.replaces]
    for stap in laatste:
        uitvoerder.loader = MigrationLoader(connection, replace_migrations=False)
        if stap not in uitvoerder.loader.applied_migrations:
            uitvoerder.migrate([stap])
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main()

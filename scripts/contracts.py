"""Write contracts/openapi.json and contracts/sync.schema.json from the code of the phone's door.

python scripts/contracts.py            writes them
python scripts/contracts.py --check    changes nothing; exit 1 where a file does not say what the code does
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def main() -> int:
    """Write or compare both files."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minqing.site.settings")
    # Nothing is asked of a database: the contract stands in the code.
    os.environ.setdefault("MINQING_DATABASE_URL", "postgresql://nowhere.invalid/none")
    import django

    django.setup()
    from minqing.sync.contracts import FILES, spelled_out

    stale = []
    for name, made in FILES.items():
        file, text = ROOT / "contracts" / name, spelled_out(made())
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            file.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"stale: {', '.join(stale)}; run python scripts/contracts.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

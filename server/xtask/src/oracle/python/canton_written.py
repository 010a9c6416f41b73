"""Prints every call that is written in the files below a folder: what it names, and where it ends."""

import ast
import json
import pathlib
import sys
import warnings


def written(tree):
    """The calls that are written with a name."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
        if name:
            yield {
                "end": [node.end_lineno, node.end_col_offset],
                "name": name,
                "line": node.func.end_lineno,
            }


def main(root):
    warnings.simplefilter("ignore")
    for path in sorted(root.rglob("*.py")):
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError, RecursionError):
            # Nothing of it has run.
            continue
        for call in written(tree):
            print(json.dumps({"path": str(path.relative_to(root)), **call}))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))

"""Generates a client of each document, for a language at a time, and compiles it together with a driver.

Each function takes the folder to work in and gives the command that starts the driver.
"""

import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from simulated import DOCUMENTS, SERVICES

HERE = pathlib.Path(__file__).resolve().parent

# How the compiler takes a program in TypeScript that stands alone.
STRICT = ("--strict", "--target", "es2023", "--module", "nodenext", "--types", "node", "--skipLibCheck")


def typescript(folder):
    copy_driver("typescript", folder)
    generator = node("openapi-typescript")
    each(lambda service: run(generator, DOCUMENTS / f"{service}.yaml", "-o", f"{service}.ts", within=folder))
    run(node("tsc"), within=folder)
    return ["node", folder / "driver.js", DOCUMENTS]


def typescript_calls(folder):
    """Holds every call that the driver has made, and its answer, against the generated types."""
    run(node("tsc"), "--noEmit", within=folder)


def node(tool):
    return pathlib.Path.cwd() / "node_modules/.bin" / tool


def python(folder):
    copy_driver("python", folder)
    tools = pathlib.Path(sys.executable).parent
    each(
        lambda service: run(
            tools / "openapi-python-client", "generate", "--path", DOCUMENTS / f"{service}.yaml",
            "--meta", "none", "--output-path", service, "--fail-on-warning", within=folder,
        )
    )  # fmt: skip
    run(sys.executable, "-m", "mypy", "driver.py", *SERVICES, within=folder)
    return [sys.executable, folder / "driver.py", DOCUMENTS]


def java(folder):
    copy_driver("java", folder)
    annotations(folder / "jakarta/annotation")
    configurations = [folder / f"{service}.json" for service in SERVICES]
    for service, configuration in zip(SERVICES, configurations):
        configuration.write_text(
            json.dumps(
                {
                    "generatorName": "java", "library": "native", "inputSpec": str(DOCUMENTS / f"{service}.yaml"),
                    "outputDir": str(folder / service), "sourceFolder": ".", "invokerPackage": "generated",
                    "apiPackage": f"{service}.api", "modelPackage": f"{service}.model",
                    "openApiNullable": False, "useJakartaEe": True, "hideGenerationTimestamp": True,
                }
            ),
            encoding="utf-8",
        )  # fmt: skip
    run("java", "-jar", jar(), "batch", "--clean", "--fail-fast", *configurations, within=folder)
    # What all clients have in common is the same in each.
    sources = [*folder.glob("*.java"), *folder.glob("jakarta/**/*.java"), *folder.glob("rds/generated/*.java")]
    sources += [source for service in SERVICES for source in (folder / service / service).glob("**/*.java")]
    # The generated code calls two methods that its Jackson deprecates.
    lint = "-Xlint:all,-deprecation,-serial"
    run("javac", "-Werror", lint, "-proc:none", "-parameters", "-cp", jar(), "-d", "classes", *sources, within=folder)
    return ["java", "-cp", f"{folder / 'classes'}{os.pathsep}{jar()}", "Driver", DOCUMENTS]


def annotations(folder):
    """Declares what the generated code is marked with. It is all that the generator's jar lacks."""
    folder.mkdir(parents=True)
    for name, members in {
        "Generated": 'String[] value(); String comments() default "";',
        "Nullable": "",
        "Nonnull": "",
    }.items():
        source = f"package jakarta.annotation; public @interface {name} {{ {members} }}"
        (folder / f"{name}.java").write_text(source, encoding="utf-8")


def jar():
    """The Java generator, with Jackson and more inside."""
    return pathlib.Path(importlib.util.find_spec("openapi_generator_cli").origin).with_name("openapi-generator.jar")


def copy_driver(language, folder):
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE / language, folder)


def each(work):
    """Does something for all services at once."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(work, SERVICES))


def run(*command, within):
    """Runs a program that has nothing to say if all is well."""
    # The Python generator looks for ruff beside itself only by way of PATH.
    path = f"{pathlib.Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, cwd=within, env={**os.environ, "PATH": path}, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode != 0:
        raise SystemExit(f"{pathlib.Path(command[0]).name} failed:\n{done.stdout}")


# How a client and its driver are made, and what is judged once the driver has ended.
LANGUAGES = {
    "typescript": (typescript, typescript_calls),
    "python": (python, lambda _: None),
    "java": (java, lambda _: None),
}

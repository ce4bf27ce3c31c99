#!/bin/sh
# Makes .venv and installs what one lock file names into it: sh requirements/set_up.sh run|site|dev
# Needs Python 3.11 or later, no root. Everything downloaded is checked against the hashes in the lock.
set -eu

cd "$(dirname "$0")/.."
lock="requirements/$1.lock"
venv=.venv

say() { printf '%s\n' "$@" >&2; }

good_python() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        good_python "$PYTHON" && printf '%s' "$PYTHON" && return
        say "PYTHON=$PYTHON is not Python 3.11 or later." "PYTHON=$PYTHON 不是 Python 3.11 或更新版本。"
        exit 5
    fi
    for candidate in python3.11 python3.12 python3.13 python3.14 python3 python; do
        good_python "$candidate" && printf '%s' "$candidate" && return
    done
    say "Kuajie needs Python 3.11 or later, and found none. Install it (Debian, Ubuntu: apt install python3 python3-venv;" \
        "macOS: brew install python@3.12) or name one: PYTHON=/path/to/python3 make …" \
        "跨界需要 Python 3.11 或更新版本，但没有找到。请安装（Debian、Ubuntu：apt install python3 python3-venv；" \
        "macOS：brew install python@3.12），或指定一个：PYTHON=/路径/python3 make ……"
    exit 5
}

# One whose making was interrupted has no pip.
good_venv() {
    good_python "$venv/bin/python" &&
        "$venv/bin/python" -c 'import sys, pip; sys.exit(sys.prefix == sys.base_prefix)' >/dev/null 2>&1
}

make_venv() {
    python=$(find_python)
    if "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        "$python" -m venv "$venv"
    elif command -v uv >/dev/null 2>&1; then
        uv venv --quiet --seed --python "$python" "$venv"
    elif command -v virtualenv >/dev/null 2>&1; then
        virtualenv --quiet --python "$python" "$venv"
    else
        say "$python lacks the venv module, which Kuajie's set-up needs. Debian, Ubuntu: apt install python3-venv" \
            "$python 缺少安装所需的 venv 模块。Debian、Ubuntu：apt install python3-venv"
        exit 5
    fi
}

# uv installs in seconds what takes pip a minute; it asks the index that pip is configured to ask. Where uv has
# no build or cannot get through (certificates, mirrors), pip does the same work by the same hashes.
get_uv() {
    "$venv/bin/python" -m uv --version >/dev/null 2>&1 ||
        "$venv/bin/python" -m pip install --quiet --require-hashes -r requirements/installer.lock >/dev/null 2>&1
}

install() {
    index=${UV_DEFAULT_INDEX:-$("$venv/bin/python" -m pip config get global.index-url 2>/dev/null || true)}
    if get_uv && env ${index:+UV_DEFAULT_INDEX="$index"} UV_SYSTEM_CERTS=1 \
        "$venv/bin/python" -m uv pip install --quiet --python "$venv/bin/python" "$@" 2>"$venv/uv.log"; then
        return
    fi
    "$venv/bin/python" -m pip install --quiet "$@" && return
    cat "$venv/uv.log" >&2 2>/dev/null || true
    say "The packages could not be installed; the messages above say why. Behind a mirror or proxy, configure pip" \
        "(pip config set global.index-url …) and run make again." \
        "依赖包安装失败，原因见上。如需使用镜像或代理，请先配置 pip（pip config set global.index-url …），再运行 make。"
    exit 5
}

if ! good_venv; then
    rm -rf "$venv"
    make_venv
fi
say "Installing what $lock names into $venv …  正在按 $lock 安装到 $venv ……"
install --require-hashes -r "$lock"
install --no-deps -e .
touch "$venv/.set-up-$1"
[ "$1" = run ] || touch "$venv/.set-up-run"
[ "$1" != dev ] || touch "$venv/.set-up-site"

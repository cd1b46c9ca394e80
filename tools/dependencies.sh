# shellcheck shell=sh
# To be read by the scripts beside it: what building needs, and how to get it on Debian and its relatives.

# Print the packages that are missing.
missing_packages()
{
	command -v "${CC:-cc}" >/dev/null 2>&1 || echo build-essential
	command -v meson >/dev/null 2>&1 || echo meson
	command -v ninja >/dev/null 2>&1 || echo ninja-build
	if ! command -v pkg-config >/dev/null 2>&1; then
		echo pkg-config libpcre2-dev libjansson-dev libcmocka-dev libutf8proc-dev libsqlite3-dev
		return
	fi
	pkg-config --exists libpcre2-8 || echo libpcre2-dev
	pkg-config --exists jansson || echo libjansson-dev
	pkg-config --exists cmocka || echo libcmocka-dev
	pkg-config --exists libutf8proc || echo libutf8proc-dev
	pkg-config --exists sqlite3 || echo libsqlite3-dev
}

as_root()
{
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null 2>&1; then
		sudo "$@"
	else
		echo "not root, and there is no sudo: please install ${packages}" >&2
		return 1
	fi
}

apt_install()
{
	# shellcheck disable=SC2086  # several packages
	as_root env DEBIAN_FRONTEND="${DEBIAN_FRONTEND:-noninteractive}" \
		apt-get install -y -q --no-install-recommends ${packages}
}

# Install what is missing. Without anything missing the network is not touched. All output goes to standard error.
install_dependencies()
{
	packages=$(missing_packages | tr '\n' ' ')
	[ -n "${packages}" ] || return 0
	if ! command -v apt-get >/dev/null 2>&1; then
		echo "missing, and there is no apt-get to install it: ${packages}" >&2
		return 1
	fi
	echo "installing ${packages}" >&2
	apt_install >/dev/null 2>&1 && return 0
	as_root apt-get update -q >&2 && apt_install >&2
}

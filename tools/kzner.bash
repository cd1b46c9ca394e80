# bash completion for kzner

_kzner_values()
{
	case "$1 $2" in
	'--format graph') echo jsonl graphml gexf dot ntriples turtle neo4j csv sqlite ;;
	'--table graph') echo nodes relationships entities names relations cooccurrences ;;
	'--format '*)
		echo json jsonl text ntriples nquads turtle jsonld webannotation nif graphml gexf dot neo4j csv tsv brat \
			conll spacy plover
		;;
	'--table '*) echo mentions entities relations cooccurrences nodes relationships ann txt ;;
	'--input '*) echo text jsonl ;;
	'--errors-in-output '*) echo yes no ;;
	'--offsets '*) echo codepoint byte utf16 ;;
	'--color '*) echo auto always never ;;
	'--types '*) echo PERSON PARTY PLACE ORG NORP EVENT LAW TITLE DATE MONEY PERCENT ;;
	'--without-gazetteer '*) echo people organisations parties places norps events laws titles ;;
	esac
}

_kzner_options()
{
	case $1 in
	extract)
		echo --format --table --input --errors-in-output --model --gazetteer --types --without-gazetteer --min-confidence --nested --offsets \
			--date --jobs --output --color --quiet --help
		;;
	graph) echo --format --table --cooccurrences --output --spill --memory --help ;;
	explain) echo --at --date --model --gazetteer --help ;;
	inspect) echo --counts --rules --profile --model --gazetteer --help ;;
	compile) echo --output --stats --quiet --help ;;
	check) echo --strict --quiet --help ;;
	eval) echo --errors --json --help ;;
	esac
}

_kzner()
{
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} values

	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		mapfile -t COMPREPLY < <(compgen -W "extract graph explain inspect compile check eval --help --version" -- "$word")
		return
	fi
	values=$(_kzner_values "$before" "${COMP_WORDS[1]}")
	if [ -n "$values" ]; then
		mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word")
	elif [ "$before" = --gazetteer ] || [ "$before" = --spill ]; then
		mapfile -t COMPREPLY < <(compgen -d -- "$word")
	elif [[ $word == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$(_kzner_options "${COMP_WORDS[1]}")" -- "$word")
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
	fi
}

complete -o filenames -F _kzner kzner

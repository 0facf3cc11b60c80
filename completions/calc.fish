# calc completion for fish
function __calc_completion
    set -l words (commandline -opc)
    set -lx COMP_WORDS (commandline -cp | string collect)
    set -lx COMP_CWORD (count $words)
    _CALC_COMPLETE=fish_complete $words[1] 2>/dev/null
end
complete --command calc --no-files --arguments '(__calc_completion)'

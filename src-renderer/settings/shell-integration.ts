// The lines by which a shell tells its terminal where its prompts and commands are (OSC 133) and in which folder it is (OSC 7).

export type Integration = { readonly shell: string; readonly file: string; readonly lines: string }

const BASH = String.raw`if [[ $- == *i* && -z $__mooring_marks ]]; then
  __mooring_marks=1
  __mooring_prompt() {
    local status=$?
    printf '\e]133;D;%s\a\e]7;file://%s%s\a\e]133;A\a' "$status" "$HOSTNAME" "\${PWD// /%20}"
    return $status
  }
  PROMPT_COMMAND="__mooring_prompt\${PROMPT_COMMAND:+; $PROMPT_COMMAND}"
  PS1+='\[\e]133;B\a\]'
  PS0+='\e]133;C\a'
fi`.replaceAll(String.raw`\$`, '$')

const ZSH = String.raw`if [[ -o interactive && -z $__mooring_marks ]]; then
  __mooring_marks=1
  autoload -Uz add-zsh-hook
  __mooring_prompt() { printf '\e]133;D;%s\a\e]7;file://%s%s\a\e]133;A\a' "$?" "$HOST" "\${PWD// /%20}" }
  __mooring_run() { printf '\e]133;C\a' }
  add-zsh-hook precmd __mooring_prompt
  add-zsh-hook preexec __mooring_run
  PS1+=$'%{\e]133;B\a%}'
fi`.replaceAll(String.raw`\$`, '$')

/** fish marks its commands by itself since version 4. */
export const INTEGRATIONS: readonly Integration[] = [
  { shell: 'bash', file: '~/.bashrc', lines: BASH },
  { shell: 'zsh', file: '~/.zshrc', lines: ZSH },
]

// What an organization allows at its gateway: whose provider keys, what is kept of requests, how much and which models. Members read it.
import { useState } from 'react'
import type { GatewayPolicy } from '#contract/gateway'
import { atLeast } from '#contract/organization'
import { failureOf, useMe } from '../host-client/index.ts'
import { useOrganization } from '../organization/index.ts'
import { AlertDialog, ErrorNotice, Fact, Facts, Section, SkeletonRows, Switch, toast } from '../ui/index.ts'
import { limitWords } from './limit-words.ts'
import { LimitsForm } from './limits-form.tsx'
import { Spent } from './spent.tsx'
import { useGatewayPolicy, useSavePolicy } from './use-gateway.ts'

export function GatewayPage() {
  const organization = useOrganization()
  const policy = useGatewayPolicy(organization.id)
  // Keys may read the rules and never change them.
  const isPerson = useMe()?.keyId === null
  if (policy.isPending) return <SkeletonRows label="Loading the rules" rows={4} />
  if (!policy.data) return <ErrorNotice failure={failureOf(policy.error)} onRetry={() => void policy.refetch()} />
  const mayChange = isPerson && atLeast(organization.role, 'admin')
  return (
    <div key={organization.id} className="flex max-w-4xl flex-col gap-8">
      <Rules policy={policy.data} mayChange={mayChange} />
      <LimitsOfAll policy={policy.data} mayChange={mayChange} />
    </div>
  )
}

type PartProps = { policy: GatewayPolicy; mayChange: boolean }

function Rules({ policy, mayChange }: PartProps) {
  const { id, name } = useOrganization()
  const save = useSavePolicy(id)
  const [asking, setAsking] = useState(false)
  const set = (part: Partial<GatewayPolicy>) =>
    save.mutate(
      { organizationId: id, policy: { ...policy, ...part } },
      { onError: (error) => toast.error(failureOf(error).message) },
    )
  return (
    <Section
      title="Rules"
      description={
        mayChange
          ? `They hold for everybody in ${name}, from the next request on.`
          : `Set by the admins of ${name}, for everybody in it.`
      }
    >
      <div className="divide-y divide-line rounded-lg border border-line contrast-more:border-line-strong">
        <Switch
          label="Provider keys of one’s own"
          sentence="Members may bring a provider key or sign-in of their own: for their chats, and for tools that pass it on."
          checked={policy.byok}
          onCheckedChange={(byok) => set({ byok })}
          disabled={!mayChange}
        />
        <Switch
          label="Keep what is asked"
          sentence="The text of each request is kept beside its entry for 30 days. Admins can read it; each reading is written into the audit."
          checked={policy.keepPrompts}
          onCheckedChange={(keep) => (keep ? setAsking(true) : set({ keepPrompts: false }))}
          disabled={!mayChange}
        />
      </div>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title="Keep what everybody asks?"
        description={`From now on admins of ${name} can read what its members send to models, code and files included. Tell them.`}
        confirm="Keep it"
        onConfirm={() => {
          set({ keepPrompts: true })
          setAsking(false)
        }}
      />
    </Section>
  )
}

function LimitsOfAll({ policy, mayChange }: PartProps) {
  const { id, name } = useOrganization()
  const save = useSavePolicy(id)
  return (
    <Section
      title="Limits"
      description={`For all of ${name} together. A key can have limits of its own beside them: see the menu of its row. Months are calendar months in UTC.`}
    >
      <div className="rounded-lg border border-line contrast-more:border-line-strong">
        <Spent organizationId={id} limits={policy.limits} />
        {mayChange ? (
          <div className="p-4">
            <LimitsForm
              key={JSON.stringify(policy.limits)}
              limits={policy.limits}
              busy={save.isPending}
              failure={save.error ? failureOf(save.error) : undefined}
              onSave={(limits) =>
                save.mutate(
                  { organizationId: id, policy: { ...policy, limits } },
                  { onSuccess: () => toast.success('The limits are saved.') },
                )
              }
            />
          </div>
        ) : (
          <LimitFacts policy={policy} />
        )}
      </div>
    </Section>
  )
}

function LimitFacts({ policy: { limits } }: Pick<PartProps, 'policy'>) {
  const words = limitWords(limits)
  return (
    <Facts className="rounded-none border-0">
      <Fact name="Requests a minute">{words.requestsPerMinute}</Fact>
      <Fact name="Tokens a month">{words.tokensPerMonth}</Fact>
      <Fact name="Cost a month">{words.costPerMonth}</Fact>
      <Fact name="Models">{words.allowedModels}</Fact>
    </Facts>
  )
}

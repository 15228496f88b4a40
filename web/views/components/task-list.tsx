// What is to be done, and how far each thing is.
import { classNames, type Attributes, type Content, type Listed, type Styled } from './common.ts'
import { Tag } from './tag.tsx'

interface TaskStatus {
  readonly text?: Content
  readonly tag?: {
    readonly text: Content
    readonly classes?: string | undefined
    readonly attributes?: Attributes | undefined
  }
  readonly classes?: string | undefined
}

export interface Task {
  readonly title: { readonly text: Content; readonly classes?: string | undefined }
  readonly status: TaskStatus
  readonly hint?: { readonly text: Content } | undefined
  /** Absent while it cannot be begun. */
  readonly href?: string | undefined
  readonly classes?: string | undefined
}

export interface TaskListProps extends Styled {
  readonly items: Listed<Task>
  readonly idPrefix?: string | undefined
}

const Item = ({ task, id }: { readonly task: Task; readonly id: string }) => {
  const { title, status, hint, href, classes } = task
  return (
    <li class={classNames('govuk-task-list__item', href !== undefined && 'govuk-task-list__item--with-link', classes)}>
      <div class="govuk-task-list__name-and-hint">
        {href === undefined ? (
          <div class={title.classes}>{title.text}</div>
        ) : (
          <a
            class={classNames('govuk-link govuk-task-list__link', title.classes)}
            href={href}
            aria-describedby={classNames(hint && `${id}-hint`, `${id}-status`)}
          >
            {title.text}
          </a>
        )}
        {hint && (
          <div id={`${id}-hint`} class="govuk-task-list__hint">
            {hint.text}
          </div>
        )}
      </div>
      <div class={classNames('govuk-task-list__status', status.classes)} id={`${id}-status`}>
        {status.tag ? (
          <Tag classes={status.tag.classes} attributes={status.tag.attributes}>
            {status.tag.text}
          </Tag>
        ) : (
          status.text
        )}
      </div>
    </li>
  )
}

export const TaskList = ({ items, idPrefix = 'task-list', classes, attributes }: TaskListProps) => (
  <ul class={classNames('govuk-task-list', classes)} {...attributes}>
    {items.map((task, index) => task && <Item task={task} id={`${idPrefix}-${index + 1}`} />)}
  </ul>
)

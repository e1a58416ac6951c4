import {
  both,
  byType,
  flag,
  list,
  needs,
  object,
  oneOf,
  string,
  type,
  webAddress,
  wholeNumber,
} from './shape-checks.ts';
import type { Check, Properties } from './shape-checks.ts';

/** Limits: https://docs.slack.dev/reference/block-kit/composition-objects and …/block-elements */
export const plainText = (max: number, min = 1): Check =>
  object({ ...type('plain_text'), text: string(min, max) }, { emoji: flag });

export const mrkdwnText = (max: number): Check =>
  object({ ...type('mrkdwn'), text: string(1, max) }, { verbatim: flag });

export const anyText = (max: number): Check => byType({ plain_text: plainText(max), mrkdwn: mrkdwnText(max) });

const confirm = object(
  { title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) },
  { style: oneOf('primary', 'danger') },
);

const slackFile = both(object({}, { id: string(1, 255), url: webAddress(3_000) }), needs(['id', 'url'], 'one'));
export const imageSource: Properties = { image_url: webAddress(3_000), slack_file: slackFile };

export const imageElement = both(
  object({ ...type('image'), alt_text: string(1, 2_000) }, imageSource),
  needs(['image_url', 'slack_file'], 'one'),
);

const actionId = string(1, 255);
const interactive = { action_id: actionId };

const button = object(
  { ...type('button'), text: plainText(75) },
  {
    ...interactive,
    url: webAddress(3_000),
    value: string(1, 2_000),
    style: oneOf('primary', 'danger'),
    confirm,
    accessibility_label: string(1, 75),
  },
);

const option = object(
  { text: anyText(75), value: string(1, 150) },
  { description: anyText(75), url: webAddress(3_000) },
);
const optionGroup = object({ label: plainText(75), options: list(option, 1, 100) });
const choosing = { ...interactive, confirm, focus_on_load: flag, placeholder: plainText(150) };

const staticSelect = both(
  object(type('static_select'), {
    ...choosing,
    options: list(option, 1, 100),
    option_groups: list(optionGroup, 1, 100),
    initial_option: option,
  }),
  needs(['options', 'option_groups'], 'one'),
);

const multiStaticSelect = both(
  object(type('multi_static_select'), {
    ...choosing,
    options: list(option, 1, 100),
    option_groups: list(optionGroup, 1, 100),
    initial_options: list(option, 1, 100),
    max_selected_items: wholeNumber(1, 100),
  }),
  needs(['options', 'option_groups'], 'one'),
);

const picks = (kind: string, initial: Properties): Check => object(type(kind), { ...choosing, ...initial });
const day = string(10, 10);

const ticked = (kind: string, initial: Properties): Check =>
  object({ ...type(kind), options: list(option, 1, 10) }, { ...interactive, confirm, focus_on_load: flag, ...initial });

const CHOICES: Properties = {
  button,
  static_select: staticSelect,
  multi_static_select: multiStaticSelect,
  overflow: object({ ...type('overflow'), options: list(option, 1, 5) }, { ...interactive, confirm }),
  users_select: picks('users_select', { initial_user: string(1, 255) }),
  conversations_select: picks('conversations_select', { initial_conversation: string(1, 255) }),
  channels_select: picks('channels_select', { initial_channel: string(1, 255) }),
  datepicker: picks('datepicker', { initial_date: day }),
  timepicker: picks('timepicker', { initial_time: string(5, 5), timezone: string(1, 255) }),
  checkboxes: ticked('checkboxes', { initial_options: list(option, 1, 10) }),
  radio_buttons: ticked('radio_buttons', { initial_option: option }),
};

export const actionElement = byType(CHOICES);
export const accessory = byType({ ...CHOICES, image: imageElement });
export const contextElement = byType({
  plain_text: plainText(3_000),
  mrkdwn: mrkdwnText(3_000),
  image: imageElement,
});

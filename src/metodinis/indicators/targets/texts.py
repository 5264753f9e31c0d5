"""What the pages of targets call things."""

from metodinis.i18n import _
from metodinis.indicators.targets import rules


STATE_TITLES = {
    rules.PROPOSED: _("targets_state_proposed", default="Proposed"),
    rules.RETURNED: _("targets_state_returned", default="Returned"),
    rules.APPROVED: _("targets_state_approved", default="Approved"),
    rules.DECLINED: _("targets_state_declined", default="Declined"),
    rules.WITHDRAWN: _("targets_state_withdrawn", default="Withdrawn"),
    rules.SUPERSEDED: _("targets_state_superseded", default="Superseded"),
}
# State of a target -> of the badge macro.
STATE_BADGES = {
    rules.PROPOSED: "submitted",
    rules.RETURNED: "returned",
    rules.APPROVED: "accepted",
    rules.DECLINED: "neutral",
    rules.WITHDRAWN: "neutral",
    rules.SUPERSEDED: "neutral",
}
LIGHT_TITLES = {
    rules.MET: _("targets_light_met", default="Met"),
    rules.NEAR: _("targets_light_near", default="Near"),
    rules.FAR: _("targets_light_far", default="Far"),
}
LIGHT_BADGES = {rules.MET: "ok", rules.NEAR: "warning", rules.FAR: "error"}
METHOD_TITLES = {
    rules.VALUE: _("targets_method_value", default="By hand"),
    rules.THIRD: _("targets_method_third", default="Median of the best third"),
    rules.PERCENTILE: _("targets_method_percentile", default="Chosen percentile"),
    rules.TREND: _("targets_method_trend", default="Own trend"),
}
METHOD_HELP = {
    rules.VALUE: _("targets_help_value", default="You write the value and say why."),
    rules.THIRD: _(
        "targets_help_third",
        default="What the typical one of the best third of the libraries has reached already.",
    ),
    rules.PERCENTILE: _(
        "targets_help_percentile",
        default="What that per cent of the libraries doesn't surpass; if less is better, doesn't "
        "fall below.",
    ),
    rules.TREND: _(
        "targets_help_trend",
        default="Where it comes if it goes on as in these years; one odd year doesn't count "
        "(line of Theil and Sen).",
    ),
}
MEASURE_TITLES = {
    rules.EACH: _("targets_measure_each", default="each library of the group"),
    rules.WHOLE: _("targets_measure_whole", default="the group together"),
}
DIRECTION_TITLES = {
    rules.UP: _("targets_direction_up", default="more is better"),
    rules.DOWN: _("targets_direction_down", default="less is better"),
    "": _("targets_direction_none", default="not stated (without a light)"),
}
STEP_TITLES = {
    "propose": _("targets_step_propose", default="Proposed"),
    "change": _("targets_step_change", default="Changed and proposed again"),
    "approve": _("targets_step_approve", default="Approved"),
    "return": _("targets_step_return", default="Returned"),
    "decline": _("targets_step_decline", default="Declined"),
    "withdraw": _("targets_step_withdraw", default="Withdrawn"),
    "supersede": _("targets_step_supersede", default="Superseded by a newer target"),
}
# What a button of a step says.
STEP_BUTTONS = {
    "approve": _("targets_do_approve", default="Approve"),
    "return": _("targets_do_return", default="Return"),
    "decline": _("targets_do_decline", default="Decline"),
    "withdraw": _("targets_do_withdraw", default="Withdraw"),
}
STEP_LEADS = {
    "approve": _(
        "targets_lead_approve",
        default="Everybody will see this target and how far it is. An approved one for the same "
        "indicator, year and group is set aside.",
    ),
    "return": _(
        "targets_lead_return",
        default="The author gets it back to mend, with your reason.",
    ),
    "decline": _(
        "targets_lead_decline",
        default="The proposal is closed with your reason; it can be proposed anew.",
    ),
    "withdraw": _(
        "targets_lead_withdraw",
        default="It counts no more. It stays in the list with your reason.",
    ),
}
STEP_DONE = {
    "approve": _("targets_done_approve", default="The target is approved."),
    "return": _("targets_done_return", default="The proposal is returned to its author."),
    "decline": _("targets_done_decline", default="The proposal is declined."),
    "withdraw": _("targets_done_withdraw", default="The target is withdrawn."),
}

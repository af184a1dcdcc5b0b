"""Attacks and honest crowds that are added to a planted data set; one kind a file."""

from . import (
    crowd_workers,
    five,
    homework,
    households,
    label_fans,
    news,
    on_release,
    one_client,
    paraphrase,
    rented,
    shared_fans,
    threshold_aware,
)

ATTACKS = {
    "one_client": one_client.plain,
    "one_client_camo": one_client.camouflaged,
    "groups_of_five": five.plain,
    "groups_of_five_camo": five.camouflaged,
    "rented_accounts": rented.plant,
    "paraphrase": paraphrase.plant,
    "crowd_workers": crowd_workers.plant,
    "threshold_aware": threshold_aware.plant,
    "on_release": on_release.plant,
}
HONEST = {
    "neg_friends": households.friends,
    "neg_family": households.family,
    "neg_homework": homework.plant,
    "neg_homework_wide": homework.of_many_authors,
    "neg_news": news.plant,
    "neg_shared_fans": shared_fans.plant,
    "neg_label_fans": label_fans.plant,
}

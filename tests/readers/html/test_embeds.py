"""Embed codes of the eleven platforms in the forms that pages print, and what must be read from each, offline."""

# ruff: noqa: E501 (embed codes are long)
import pytest

from tests.readers.html.pages import CLOSING, MIDDLE, page, read

X_ID = "1590374251862691841"  # 2022-11-09 16:05:32.1 UTC by X's epoch of 2010-11-04 01:42:54.657
X_LINK = f"https://twitter.com/MirefieldFire/status/{X_ID}?ref_src=twsrc%5Etfw"
X_QUOTE = (
    f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Two engines at the quay.<br><br>Nobody is hurt, '
    f'say <a href="https://twitter.com/hashtag/mirefield?src=hash">#mirefield</a> crews '
    f'<a href="https://t.co/AbCdEf1234">pic.twitter.com/AbCdEf1234</a></p>&mdash; Mirefield Fire 🚒 (@MirefieldFire) '
    f'<a href="{X_LINK}">November 9, 2022</a></blockquote> '
    f'<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'
)
X_WORDS = "Two engines at the quay.\n\nNobody is hurt, say #mirefield crews pic.twitter.com/AbCdEf1234"
X_ESCAPED = X_QUOTE.replace('"', '\\"').replace("/", "\\/").replace("\n", "\\n")
X_UNICODE = X_ESCAPED.replace("<", "\\u003c").replace(">", "\\u003e").replace("🚒", "\\ud83d\\ude92")
X_ATTRIBUTE = X_QUOTE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
X = {"platform": "x", "id": X_ID, "handle": "MirefieldFire", "posted": "2022-11-09"}
X_FULL = X | {
    "text": X_WORDS,
    "author": "Mirefield Fire 🚒",
    "posted_by": "id",
    "links": ("pic.twitter.com/AbCdEf1234",),
}

FACEBOOK = (
    '<div class="fb-post" data-href="https://www.facebook.com/mirefieldtown/posts/10153231379946729" data-width="500">'
    '<blockquote cite="https://www.facebook.com/mirefieldtown/posts/10153231379946729" class="fb-xfbml-parse-ignore">'
    '<p>The ferry will run from Monday.</p>{by} <a href="https://www.facebook.com/mirefieldtown">Town of Mirefield</a> '
    '{on}&nbsp;<a href="https://www.facebook.com/mirefieldtown/posts/10153231379946729">{date}</a></blockquote></div>'
)
FB = {"platform": "facebook", "id": "10153231379946729", "handle": "mirefieldtown"}
FB_FULL = FB | {"text": "The ferry will run from Monday.", "author": "Town of Mirefield", "posted_by": "printed"}

INSTAGRAM_URL = "https://www.instagram.com/p/CkvR2aXsQ1b/"
INSTAGRAM_OLD = (
    f'<blockquote class="instagram-media" data-instgrm-captioned data-instgrm-permalink="{INSTAGRAM_URL}?utm_source=ig_embed" '
    'data-instgrm-version="8" style="background:#FFF;"><div style="padding:8px;"> <div style="padding:50%;"></div> '
    f'<p style=" margin:8px 0 0 0; padding:0 4px;"> <a href="{INSTAGRAM_URL}" target="_blank">Last ferry of the day. #quay</a></p> '
    f'<p style=" color:#c9c8cd;">A post shared by <a href="https://www.instagram.com/ida.ferry/"> Ida Ferry</a> (@ida.ferry) on '
    '<time style="font-size:14px;" datetime="2022-11-09T10:01:00+00:00">Nov 9, 2022 at 2:01am PST</time></p></div></blockquote>'
    '<script async defer src="//www.instagram.com/embed.js"></script>'
)
INSTAGRAM_NEW = (
    f'<blockquote class="instagram-media" data-instgrm-permalink="{INSTAGRAM_URL}?utm_source=ig_embed&amp;utm_campaign=loading" '
    f'data-instgrm-version="14"><div style="padding:16px;"> <a href="{INSTAGRAM_URL}" target="_blank"> <div>'
    '<div style="color:#3897f0;">{view}</div></div></a><p style="color:#c9c8cd;">'
    f'<a href="{INSTAGRAM_URL}" target="_blank">{{by}} Ida Ferry (@ida.ferry)</a></p></div></blockquote>'
)
IG = {"platform": "instagram", "id": "CkvR2aXsQ1b"}
IG_NAMED = IG | {"handle": "ida.ferry", "author": "Ida Ferry", "text": None}

BLUESKY_ID = "3lbrkbrvqqc2z"
BLUESKY = (
    f'<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abcdefghijklmnopqrstuvwx/app.bsky.feed.post/{BLUESKY_ID}" '
    'data-bluesky-cid="bafyreia"><p lang="en">Closed means closed.<br><br><a href="https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx/'
    f'post/{BLUESKY_ID}?ref_src=embed">[image or embed]</a></p>&mdash; Ann Lee (<a href="https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx'
    '?ref_src=embed">@ann.example.com</a>) <a href="https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx/post/'
    f'{BLUESKY_ID}?ref_src=embed">November 25, 2024 at 5:32 AM</a></blockquote>'
    '<script async src="https://embed.bsky.app/static/embed.js" charset="utf-8"></script>'
)
TIKTOK = (
    '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@quayside/video/6718335390845095173" '
    'data-video-id="6718335390845095173" style="max-width: 605px;" > <section> <a target="_blank" title="@quayside" '
    'href="https://www.tiktok.com/@quayside?refer=embed">@quayside</a> {caption} <a target="_blank" title="♬ original sound" '
    'href="https://www.tiktok.com/music/original-sound-6689804660171082501?refer=embed">♬ original sound - quayside</a> '
    '</section> </blockquote> <script async src="https://www.tiktok.com/embed.js"></script>'
)
TT = {"platform": "tiktok", "id": "6718335390845095173", "handle": "quayside"}
VIDEO = "dQw4w9WgXcQ"
YT = {"platform": "youtube", "id": VIDEO, "text": None, "url": f"https://www.youtube.com/watch?v={VIDEO}"}
MASTODON_ID = "109313462137645231"

CASES = {
    "x: official": (X_QUOTE, X_FULL),
    "x: new domain": (X_QUOTE.replace("https://twitter.com", "https://x.com"), X_FULL),
    "x: wordpress, signature in a paragraph of its own": (
        f'<figure class="wp-block-embed is-provider-twitter"><div class="wp-block-embed__wrapper"><blockquote class="twitter-tweet" '
        'data-width="550"><p lang="en" dir="ltr">Two engines at the quay.</p><p>Nobody is hurt - crews say.</p>'
        f'<p>— Mirefield Fire (@MirefieldFire) <a href="{X_LINK}">November 9, 2022</a></p></blockquote></div></figure>',
        X | {"text": "Two engines at the quay.\nNobody is hurt - crews say.", "author": "Mirefield Fire"},
    ),
    "x: a dash in the words and in the name": (
        '<blockquote class="twitter-tweet"><p>The mayor — again — said no. A well-known song.</p>&mdash; Bo — the one (@MirefieldFire) '
        f'<a href="{X_LINK}">9. November 2022</a></blockquote>',
        X | {"text": "The mayor — again — said no. A well-known song.", "author": "Bo — the one"},
    ),
    "x: words touch the signature": (
        f'<blockquote class="twitter-tweet">Words without a paragraph &mdash; Bo (@MirefieldFire) <a href="{X_LINK}">x</a></blockquote>',
        X | {"text": "Words without a paragraph", "author": "Bo"},
    ),
    "x: cut by the platform": (
        f'<blockquote class="twitter-tweet"><p>It goes on and… https://t.co/abc</p>&mdash; Bo (@MirefieldFire) <a href="{X_LINK}">x</a></blockquote>',
        X | {"truncated": True, "links": ("https://t.co/abc",)},
    ),
    "x: three dots are the poster's own": (
        f'<blockquote class="twitter-tweet"><p>Wait...</p>&mdash; Bo (@MirefieldFire) <a href="{X_LINK}">x</a></blockquote>',
        X | {"truncated": False, "text": "Wait..."},
    ),
    "x: empty but for the address": (f'<blockquote class="twitter-tweet"><a href="{X_LINK}"></a></blockquote>', X | {"text": None}),
    "x: address as words": (
        f'<blockquote class="twitter-tweet"><p>https://twitter.com/MirefieldFire/status/{X_ID}</p></blockquote>', X | {"text": None}
    ),
    "x: video": (X_QUOTE.replace("twitter-tweet", "twitter-video"), X_FULL),
    "x: emoji as pictures": (
        '<blockquote class="twitter-tweet"><p>Help <img class="emoji" alt="🙏" src="1f64f.svg"> <img alt="a chart" src="c.png"> now</p>'
        f'&mdash; Bo (@MirefieldFire) <a href="{X_LINK}">x</a></blockquote>',
        X | {"text": "Help 🙏 now"},
    ),
    "x: amp with a number": (f'<amp-twitter width="375" height="472" layout="responsive" data-tweetid="{X_ID}"></amp-twitter>', X | {"handle": None}),
    "x: amp with a copy of the words": (
        f'<amp-twitter data-tweetid="{X_ID}"><blockquote placeholder><p>Soon.</p>&mdash; Bo (@MirefieldFire) <a href="{X_LINK}">x</a></blockquote></amp-twitter>',
        X | {"text": "Soon.", "author": "Bo"},
    ),
    "x: quoted within a quotation": (f"<blockquote><div>{X_QUOTE}</div></blockquote>", X_FULL),
    "x: the class was lost": (X_QUOTE.replace(' class="twitter-tweet"', ""), X_FULL),
    "x: amp with an address": (f'<amp-twitter data-tweetid="https://twitter.com/MirefieldFire/status/{X_ID}"></amp-twitter>', X),
    "x: rendered": (
        f'<div class="twitter-tweet twitter-tweet-rendered"><iframe id="twitter-widget-0" data-tweet-id="{X_ID}" '
        f'src="https://platform.twitter.com/embed/Tweet.html?dnt=true&amp;id={X_ID}"></iframe></div>', X | {"handle": None, "text": None},
    ),
    "x: widget element": (f'<twitter-widget class="twitter-tweet" data-tweet-id="{X_ID}"></twitter-widget>', X | {"handle": None}),
    "x: lazy placeholder": (f'<div class="lazy-tweet" data-tweet-id="{X_ID}">Loading…</div>', X | {"handle": None}),
    "x: bare address of wordpress": (
        f'<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://twitter.com/MirefieldFire/status/{X_ID}\n</div></figure>',
        X | {"text": None, "url": f"https://x.com/MirefieldFire/status/{X_ID}"},
    ),
    "x: in noscript": (f'<div class="lazy"><noscript>{X_QUOTE}</noscript></div>', X_FULL),
    "x: in a template": (f"<template>{X_QUOTE}</template>", X_FULL),
    "x: in an attribute": (f'<div class="lazy" data-html="{X_ATTRIBUTE}"></div>', X_FULL),
    "x: in script json": (f'<script>var embeds = {{"html": "{X_ESCAPED}"}};</script>', X_FULL),
    "x: in script json, escaped brackets": (f'<script type="application/json">{{"html": "{X_UNICODE}"}}</script>', X_FULL),
    "facebook: post": (
        FACEBOOK.format(by="Posted by", on="on", date="Wednesday, November 9, 2022"),
        FB_FULL | {"posted": "2022-11-09", "url": "https://www.facebook.com/mirefieldtown/posts/10153231379946729"},
    ),
    "facebook: german": (FACEBOOK.format(by="Gepostet von", on="am", date="Mittwoch, 9. November 2022"), FB_FULL | {"posted": "2022-11-09"}),
    "facebook: spanish": (FACEBOOK.format(by="Publicado por", on="en", date="Miércoles, 9 de noviembre de 2022"), FB_FULL | {"posted": "2022-11-09"}),
    "facebook: frame": (
        '<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fmirefieldtown%2Fposts%2F10153231379946729'
        '&show_text=true&width=500" width="500"></iframe>', FB | {"text": None},
    ),
    "facebook: video frame": (
        '<iframe data-src="https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fmirefieldtown%2Fvideos%2F10153231379946729%2F">'
        "</iframe>", FB,
    ),
    "facebook: amp": ('<amp-facebook data-href="https://www.facebook.com/mirefieldtown/posts/10153231379946729"></amp-facebook>', FB),
    "instagram: with a caption": (
        INSTAGRAM_OLD, IG | {"text": "Last ferry of the day. #quay", "handle": "ida.ferry", "author": "Ida Ferry", "posted_by": "id"}
    ),
    "instagram: without": (INSTAGRAM_NEW.format(view="View this post on Instagram", by="A post shared by"), IG_NAMED),
    "instagram: german": (INSTAGRAM_NEW.format(view="Sieh dir diesen Beitrag auf Instagram an", by="Ein Beitrag geteilt von"), IG_NAMED),
    "instagram: portuguese": (INSTAGRAM_NEW.format(view="Ver essa foto no Instagram", by="Uma publicação compartilhada por"), IG_NAMED),
    "instagram: frame": (f'<iframe src="{INSTAGRAM_URL}embed/captioned/"></iframe>', IG | {"text": None}),
    "instagram: amp": ('<amp-instagram data-shortcode="CkvR2aXsQ1b" data-captioned></amp-instagram>', IG),
    "threads": (
        '<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.net/@ida.ferry/post/CuXFPIeLLod" '
        'data-text-post-version="0" id="ig-tp-CuXFPIeLLod"> <a href="https://www.threads.net/@ida.ferry/post/CuXFPIeLLod"> <div>Post by @ida.ferry</div>'
        ' <div>View on Threads</div></a></blockquote><script async src="https://www.threads.net/embed.js"></script>',
        {"platform": "threads", "id": "CuXFPIeLLod", "handle": "ida.ferry", "text": None},
    ),
    "telegram: script": (
        '<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="mirefield_news/1234" data-width="100%"></script>',
        {"platform": "telegram", "id": "mirefield_news/1234", "handle": "mirefield_news", "url": "https://t.me/mirefield_news/1234"},
    ),
    "telegram: frame": ('<iframe id="telegram-post-x" src="https://t.me/mirefield_news/1234?embed=1"></iframe>', {"platform": "telegram", "id": "mirefield_news/1234"}),
    "bluesky: official": (
        BLUESKY,
        {"platform": "bluesky", "id": BLUESKY_ID, "handle": "ann.example.com", "author": "Ann Lee", "text": "Closed means closed.", "posted_by": "claimed id",
         "posted": "2024-11-25"},
    ),
    "bluesky: the class was lost": (
        BLUESKY.replace("<blockquote class=", "<blockquote data-was="), {"platform": "bluesky", "id": BLUESKY_ID, "text": "Closed means closed."}
    ),
    "bluesky: frame": (
        f'<iframe src="https://embed.bsky.app/embed/did:plc:abcdefghijklmnopqrstuvwx/app.bsky.feed.post/{BLUESKY_ID}?id=1"></iframe>',
        {"platform": "bluesky", "id": BLUESKY_ID, "text": None},
    ),
    "mastodon: official": (
        f'<blockquote class="mastodon-embed" data-embed-url="https://social.example/@ida/{MASTODON_ID}/embed"> <a href="https://social.example/@ida/{MASTODON_ID}" '
        'target="_blank"> <svg viewBox="0 0 79 75"><path d="M63"/></svg> <div>Post by @ida@social.example</div> <div>View on Mastodon</div> </a> </blockquote>'
        '<script data-allowed-prefixes="https://social.example/" async src="https://social.example/embed.js"></script>',
        {"platform": "mastodon", "id": MASTODON_ID, "handle": "ida@social.example", "text": None, "posted_by": "id", "posted": "2022-11-09"},
    ),
    "mastodon: frame": (
        f'<iframe src="https://social.example/@ida/{MASTODON_ID}/embed" class="mastodon-embed"></iframe>',
        {"platform": "mastodon", "id": MASTODON_ID, "handle": "ida@social.example"},
    ),
    "tiktok: official": (TIKTOK.format(caption='<p>Mind the gap <a title="quay" href="https://www.tiktok.com/tag/quay">#quay</a></p>'), TT | {"text": "Mind the gap #quay"}),
    "tiktok: caption without a paragraph": (TIKTOK.format(caption="Mind the gap"), TT | {"text": "Mind the gap"}),
    "tiktok: frame": ('<iframe src="https://www.tiktok.com/embed/v2/6718335390845095173"></iframe>', TT | {"handle": None}),
    "youtube: frame": (f'<iframe width="560" src="https://www.youtube.com/embed/{VIDEO}?feature=oembed" title="A film"></iframe>', YT),
    "youtube: lazy": (f'<iframe src="about:blank" data-src="//www.youtube.com/embed/{VIDEO}"></iframe>', YT),
    "youtube: no cookies": (f'<iframe src="https://www.youtube-nocookie.com/embed/{VIDEO}"></iframe>', YT),
    "youtube: lite": (f'<lite-youtube videoid="{VIDEO}"></lite-youtube>', YT),
    "youtube: amp": (f'<amp-youtube data-videoid="{VIDEO}" layout="responsive"></amp-youtube>', YT),
    "youtube: lazy loader": (f'<div class="rll-youtube-player" data-src="https://www.youtube.com/embed/{VIDEO}" data-id="{VIDEO}"></div>', YT),
    "youtube: id only": (f'<div class="player" data-youtube-id="{VIDEO}"></div>', YT),
    "youtube: bare address": (f'<div class="wp-block-embed__wrapper">https://youtu.be/{VIDEO}</div>', YT),
    "truth social: frame": (
        '<iframe src="https://truthsocial.com/@mayor/109313462137645231/embed" class="truthsocial-embed" width="600"></iframe>',
        {"platform": "truthsocial", "id": "109313462137645231", "handle": "mayor", "posted": "2022-11-09"},
    ),
    "truth social: lazy": ('<iframe class="truthsocial-embed" data-src="https://truthsocial.com/@mayor/posts/109313462137645231/embed"></iframe>',
                           {"platform": "truthsocial", "handle": "mayor"}),
    "vk: widget": (
        '<div id="vk_post_-29534144_12345"></div><script src="https://vk.com/js/api/openapi.js?168"></script><script>(function() { '
        'VK.Widgets.Post("vk_post_-29534144_12345", -29534144, 12345, "x"); }());</script>',
        {"platform": "vk", "id": "-29534144_12345", "url": "https://vk.com/wall-29534144_12345"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("embed", "expected"), CASES.values(), ids=CASES.keys())
def test_post_is_read(embed, expected):
    document, posts = read(page(embed))
    assert len(posts) == 1
    post = posts[0]
    assert {name: getattr(post, name) for name in expected} == expected
    if post.text:
        assert post.span
        assert document.text[post.span.start : post.span.stop] == post.text
        assert document.text.index(MIDDLE) < post.span.start < document.text.index(CLOSING)
    assert [block.post for block in document.blocks if block.kind == "post"] == ([post.id] if post.text else [])
    prose = document.text.replace(post.text or "\0", "")
    for trace in (
        "View ",
        "Post by",
        "(@",
        "shared by",
        "twitter.com",
        "Loading",
        "♬",
        "embed",
        "Xpostmark",
        "marks the place",
    ):
        assert trace not in prose


@pytest.mark.parametrize(
    "form", ["x: official", "facebook: post", "instagram: with a caption", "bluesky: official", "tiktok: official"]
)
def test_fast_way_keeps_the_place(form):
    document, (post,) = read(page(CASES[form][0]), fast=True)
    assert document.text.index(MIDDLE) < post.span.start < document.text.index(CLOSING)


NO_POSTS = {
    "timeline": '<a class="twitter-timeline" href="https://twitter.com/MirefieldFire?ref_src=twsrc">Tweets by MirefieldFire</a>',
    "share button": '<a class="twitter-share-button" href="https://twitter.com/intent/tweet?url=https%3A%2F%2Fexample.org">Tweet</a>',
    "follow button": '<a class="twitter-follow-button" href="https://twitter.com/MirefieldFire">Follow</a>',
    "page plugin": '<iframe src="https://www.facebook.com/plugins/page.php?href=https%3A%2F%2Fwww.facebook.com%2Fmirefieldtown"></iframe>',
    "like button": '<iframe src="https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F12345678"></iframe>',
    "comments": '<div class="fb-comments" data-href="https://www.facebook.com/a/posts/12345678"></div>',
    "playlist": '<iframe src="https://www.youtube.com/embed/videoseries?list=PLx0sYbCqOb8TBPRdmBHs5Iftvv9TPboYG"></iframe>',
    "channel": '<iframe src="https://www.youtube.com/embed/live_stream?channel=UC4R8DWoMoI7CAwX8_LjQHig"></iframe>',
    "creator": '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@quayside" data-unique-id="quayside" data-embed-type="creator"><section>@quayside</section></blockquote>',
    "profile": '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/ida.ferry/"></blockquote>',
    "map": '<iframe src="https://www.google.com/maps/embed?pb=!1m18"></iframe>',
    "tag manager": '<noscript><iframe src="https://www.googletagmanager.com/ns.html?id=GTM-X"></iframe></noscript>',
    "plain quotation": "<blockquote><p>We shall see, said the clerk, and that was that.</p></blockquote>",
    "a quotation that links to a post": f'<blockquote><p>We shall see what comes of it, said the clerk, as <a href="{X_LINK}">posted</a></p></blockquote>',
    "telegram discussion": '<script src="https://telegram.org/js/telegram-widget.js" data-telegram-discussion="mirefield_news/1"></script>',
    "linked in prose": f'<p>The fire service <a href="{X_LINK}">wrote about it</a> in the evening, and that was all that anybody heard.</p>',
}  # fmt: skip


@pytest.mark.parametrize("markup", NO_POSTS.values(), ids=NO_POSTS.keys())
def test_no_post(markup):
    assert read(page(markup))[1] == ()


def test_post_of_another_article_in_page_data_is_not_this_pages():
    other = f'{{"id": 7, "content": "<p>Elsewhere a comet was seen over the hills by many people.</p>{X_ESCAPED}<p>It will be back in ninety years.</p>"}}'
    assert read(page(after=f"<script>window.state = {other}</script>"))[1] == ()


def test_post_between_this_articles_words_in_page_data():
    data = f'{{"blocks":[{{"type":"text","content":"{MIDDLE}"}},{{"type":"oembed","html":"{X_ESCAPED}"}},{{"type":"text","content":"{CLOSING}"}}]}}'
    document, (post,) = read(page(after=f"<script>window.state = {data}</script>"))
    assert document.text.index(MIDDLE) < post.span.start < document.text.index(CLOSING)


def test_a_post_printed_twice_is_one():
    document, posts = read(page(X_QUOTE, after=X_QUOTE))
    assert len(posts) == 1
    assert document.text.count("Two engines") == 1


def test_number_only_and_full_copy_are_filled_together():
    _, (post,) = read(page(f'<div data-tweet-id="{X_ID}"></div>{X_QUOTE}'))
    assert (post.author, post.text, post.handle) == ("Mirefield Fire 🚒", X_WORDS, "MirefieldFire")
    assert post.span


def test_posts_come_in_the_pages_order():
    second = X_QUOTE.replace(X_ID, "1590374251862691999").replace("Two engines", "Three boats")
    _, posts = read(page(f"<div>{second}</div><p>{CLOSING[::-1]}</p>{X_QUOTE}"))
    assert [post.text.split()[0] for post in posts] == ["Three", "Two"]
    assert posts[0].span.start < posts[1].span.start


def test_old_numbers_carry_no_time():
    old = X_QUOTE.replace(X_ID, "20").replace("November 9, 2022", "March 21, 2006")
    _, (post,) = read(page(old))
    assert (post.posted, post.posted_at, post.posted_by) == ("2006-03-21", None, "printed")

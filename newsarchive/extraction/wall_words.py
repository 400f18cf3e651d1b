"""The words by which pages say that they are not the article that was asked for."""

from newsarchive.pages.words import any_of

# fmt: off
_SUBSCRIBE = r"""
    subscribe\s(?:now\s)?to\s(?:continue|keep)\sreading
    continue\sreading\s(?:with|by)\s(?:a\s)?subscri
"""

CHALLENGE = any_of(r"""
    just\sa\smoment checking\s(?:if\sthe\ssite\sconnection\sis\ssecure|your\sbrowser) attention\srequired
    verify(?:ing)?\s(?:that\s)?you\sare\s(?:a\s)?human unusual\straffic are\syou\sa\srobot access\sdenied
    请完成安全验证 安全验证 人机验证 访问过于频繁 访问异常 请输入验证码 正在验证
""")
CHALLENGE_MARK = any_of(
    "cf-chl- /cdn-cgi/challenge-platform __cf_chl g-recaptcha h-captcha geetest _incapsula_"
)
SCRIPT_WALL = any_of(r"""
    (?:please\s)?(?:enable|turn\son|activate)\sjava\s?script java\s?script\sis\s(?:disabled|required)
    (?:bitte\s)?(?:aktivieren\ssie\s)?javascript\s(?:aktivieren|ist\sdeaktiviert) activez\sjavascript
    (?:请)?(?:启用|开启|打开)\s*javascript
""")
COOKIE_WALL = any_of(r"""
    (?:accept|enable|allow)\s(?:all\s)?cookies\sto\s(?:continue|read|view)
    cookies\s(?:are|must\sbe)\s(?:required|enabled) mit\swerbung\sweiterlesen 请(?:启用|允许)\s*cookie
""")
LOGIN = any_of(r"""
    \s*(?:用户 会员 帐号 账号)?\s*(?:登录 登陆 请登录 log\s?in sign\s?in anmelden einloggen connexion
    se\sconnecter iniciar\ssesión accedi ログイン вход 로그인)(?!\w)
""")
CUT_OFF = any_of(_SUBSCRIBE, r"""
    il\svous\sreste\s[\d.,]+\s?%\sde\scet\sarticle la\ssuite\sest\sréservée
    剩余\d+%.{0,20}(?:订阅|付费|购买|会员|登录)
""")
"""What says that there is more of an article than is shown."""
PAYWALL = any_of(_SUBSCRIBE, r"""
    (?:is|are)\s(?:only\s)?for\s(?:our\s)?subscribers already\sa\ssubscriber\?
    (?:订阅|付费|购买|开通会员|成为会员)(?:后|即可)可?(?:继续)?(?:阅读|查看) 会员专享 剩余\d+%
    登录(?:后|即可)(?:继续)?(?:阅读|查看)全文 jetzt\s(?:abonnieren|weiterlesen)
    réservée?s?\s(?:aux|à\snos)\sabonnés この記事は有料 会員限定
""")
NOT_FREE = any_of(r'"isAccessibleForFree"\s*:\s*"?false')

"""The words by which pages say that they are not the article that was asked for."""

import re

CHALLENGE = re.compile(
    r"just a moment|checking (?:if the site connection is secure|your browser)|attention required"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|unusual traffic|are you a robot|access denied"
    r"|请完成安全验证|安全验证|人机验证|访问过于频繁|访问异常|请输入验证码|正在验证",
    re.IGNORECASE,
)
CHALLENGE_MARK = re.compile(
    r"cf-chl-|/cdn-cgi/challenge-platform|__cf_chl|g-recaptcha|h-captcha|geetest|_incapsula_"
)
SCRIPT_WALL = re.compile(
    r"(?:please )?(?:enable|turn on|activate) java ?script|java ?script is (?:disabled|required)"
    r"|(?:bitte )?(?:aktivieren sie )?javascript (?:aktivieren|ist deaktiviert)|activez javascript"
    r"|(?:请)?(?:启用|开启|打开)\s*javascript",
    re.IGNORECASE,
)
COOKIE_WALL = re.compile(
    r"(?:accept|enable|allow) (?:all )?cookies to (?:continue|read|view)"
    r"|cookies (?:are|must be) (?:required|enabled)|mit werbung weiterlesen|请(?:启用|允许)\s*cookie",
    re.IGNORECASE,
)
LOGIN = re.compile(
    r"\s*(?:用户|会员|帐号|账号)?\s*(?:登录|登陆|请登录|log ?in|sign ?in|anmelden|einloggen|connexion"
    r"|se connecter|iniciar sesión|accedi|ログイン|вход|로그인)(?!\w)",
    re.IGNORECASE,
)
CUT_OFF = re.compile(
    r"subscribe (?:now )?to (?:continue|keep) reading|continue reading (?:with|by) (?:a )?subscri"
    r"|il vous reste [\d.,]+\s?% de cet article|la suite est réservée"
    r"|剩余\d+%.{0,20}(?:订阅|付费|购买|会员|登录)",
    re.IGNORECASE,
)
"""What says that there is more of an article than is shown."""
PAYWALL = re.compile(
    r"subscribe (?:now )?to (?:continue|keep) reading|(?:is|are) (?:only )?for (?:our )?subscribers"
    r"|already a subscriber\?|continue reading (?:with|by) (?:a )?subscri"
    r"|(?:订阅|付费|购买|开通会员|成为会员)(?:后|即可)可?(?:继续)?(?:阅读|查看)|会员专享|剩余\d+%"
    r"|登录(?:后|即可)(?:继续)?(?:阅读|查看)全文|jetzt (?:abonnieren|weiterlesen)"
    r"|réservée?s? (?:aux|à nos) abonnés|この記事は有料|会員限定",
    re.IGNORECASE,
)
NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)

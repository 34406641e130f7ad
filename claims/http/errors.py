"""What can go wrong with a fetch, for programs and for people."""

import re
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

MAX_SHOWN_URL_LENGTH = 4096


class Reason(StrEnum):
    """Why a fetch failed, for programs. People read `FetchError.message`."""

    BAD_ADDRESS = "bad_address"
    FORBIDDEN_ADDRESS = "forbidden_address"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    CONTENT_TYPE = "content_type"
    HTTP_STATUS = "http_status"
    ROBOTS = "robots"
    PROTOCOL = "protocol"


MESSAGES = {
    Reason.BAD_ADDRESS: _("This is not a complete web address beginning with http:// or https://."),
    Reason.FORBIDDEN_ADDRESS: _("This address is not on the public web and is not fetched."),
    Reason.DNS: _("The name of this server is not known at present."),
    Reason.CONNECT: _("The server cannot be reached, or broke the connection off."),
    Reason.TLS: _("The server does not prove its identity: its certificate is not valid."),
    Reason.TIMEOUT: _("The server did not answer in full within the time allowed."),
    Reason.TOO_LARGE: _("The page is larger than allowed."),
    Reason.TOO_MANY_REDIRECTS: _("The address redirects too often."),
    Reason.CONTENT_TYPE: _("This kind of file cannot be read as a source."),
    Reason.HTTP_STATUS: _("The server answered with status %d."),
    Reason.ROBOTS: _("The publisher asks programs not to fetch this address (robots.txt)."),
    Reason.PROTOCOL: _("The server's answer is not valid HTTP."),
}


class FetchError(Exception):
    """The only error of this package. `reason` is for programs, `message` is translated.

    `str()` is for logs: English, and without the user name and password of an address.
    """

    def __init__(self, reason: Reason, url: str, detail: str = "") -> None:
        self.reason = reason
        self.url = re.sub(r"//[^/?#]*@", "//", url[:MAX_SHOWN_URL_LENGTH])
        self.detail = detail
        super().__init__(": ".join(filter(None, [reason.value, self.url, detail])))

    @property
    def message(self) -> str:
        return str(MESSAGES[self.reason])


class StatusError(FetchError):
    """The server answered with an error status. `retry_after` is in seconds, None without one."""

    def __init__(self, url: str, status: int, retry_after: float | None = None) -> None:
        super().__init__(Reason.HTTP_STATUS, url, f"status {status}")
        self.status = status
        self.retry_after = retry_after

    @property
    def message(self) -> str:
        return super().message % self.status

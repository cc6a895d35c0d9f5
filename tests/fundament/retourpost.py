"""Returned mail in the shapes of three mail servers, written by hand."""

from __future__ import annotations

MESSAGE_ID = "<{}@opstap.invalid>"


def postfix(message_id: str, *, status: str = "5.1.1", actie: str = "failed") -> bytes:
    """Text, delivery-status with a block about the server, the whole mail."""
    return f"""\
Return-Path: <>
From: MAILER-DAEMON@mx.voorbeeld.invalid (Mail Delivery System)
To: opstap@voorbeeld.invalid
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4XyZ.1764/mx.voorbeeld.invalid"
Message-Id: <20260302073101.4XyZ@mx.voorbeeld.invalid>

--4XyZ.1764/mx.voorbeeld.invalid
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

De mail kon niet worden bezorgd.

--4XyZ.1764/mx.voorbeeld.invalid
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.voorbeeld.invalid
Arrival-Date: Mon,  2 Mar 2026 07:31:00 +0100 (CET)

Final-Recipient: rfc822; begeleider@voorbeeld.invalid
Original-Recipient: rfc822;begeleider@voorbeeld.invalid
Action: {actie}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such user

--4XyZ.1764/mx.voorbeeld.invalid
Content-Description: Undelivered Message
Content-Type: message/rfc822

From: Opstap <opstap@voorbeeld.invalid>
To: begeleider@voorbeeld.invalid
Subject: Opstap: uw dagpost
Message-ID: {message_id}
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Goedendag,

--4XyZ.1764/mx.voorbeeld.invalid--
""".replace("\n", "\r\n").encode()


def exim(message_id: str, *, status: str = "5.0.0", actie: str = "failed") -> bytes:
    """Only the headers come back, with the Message-ID in lower case and first."""
    return f"""\
Return-path: <>
X-Failed-Recipients: begeleider@voorbeeld.invalid
Content-Type: multipart/report; report-type=delivery-status; boundary=1764-eximdsn-99
MIME-Version: 1.0
From: Mail Delivery System <Mailer-Daemon@uit.voorbeeld.invalid>
Subject: Mail delivery failed: returning message to sender

--1764-eximdsn-99
Content-type: text/plain; charset=us-ascii

Deze mail is geweigerd.

--1764-eximdsn-99
Content-type: message/delivery-status

Reporting-MTA: dns; uit.voorbeeld.invalid

Action: {actie}
Final-Recipient: rfc822;begeleider@voorbeeld.invalid
Status: {status}
Remote-MTA: dns; in.voorbeeld.invalid

--1764-eximdsn-99
Content-type: text/rfc822-headers

message-id: {message_id}
From: Opstap <opstap@voorbeeld.invalid>
Subject: Opstap: er is een signaal

--1764-eximdsn-99--
""".encode()


def exchange(message_id: str, *, status: str = "5.2.2", actie: str = "failed") -> bytes:
    """Text twice, a remark behind the status, the Message-ID folded, and in its own headers another one."""
    return f"""\
From: <postmaster@kantoor.voorbeeld.invalid>
To: <opstap@voorbeeld.invalid>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="_5b1f_kantoor_"
Message-ID: <5b1f8a52-0000-4000-8000-000000000000@kantoor.voorbeeld.invalid>
In-Reply-To: <11111111-1111-4111-8111-111111111111@opstap.invalid>
Subject: Onbestelbaar: Opstap: uw dagpost

--_5b1f_kantoor_
Content-Type: multipart/alternative; boundary="_alt_"

--_alt_
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

RGUgbWFpbGJveCBpcyB2b2wu

--_alt_
Content-Type: text/html; charset="utf-8"

<p>De mailbox is vol.</p>

--_alt_--

--_5b1f_kantoor_
Content-Type: message/delivery-status

Reporting-MTA: dns;KANTOOR01.voorbeeld.invalid
Received-From-MTA: dns;mx.voorbeeld.invalid

Final-Recipient: rfc822;begeleider@voorbeeld.invalid
Action: {actie}
Status: {status} (mailbox full)
Diagnostic-Code: smtp;552 {status} mailbox full
X-Display-Name: begeleider

--_5b1f_kantoor_
Content-Type: message/rfc822

Received: from mx.voorbeeld.invalid (192.0.2.7)
From: Opstap <opstap@voorbeeld.invalid>
Message-ID:
\t{message_id}
Content-Type: multipart/alternative; boundary="_los_"

--_los_
Content-Type: text/plain

Goedendag,
--_los_--

--_5b1f_kantoor_--
""".replace("\n", "\r\n").encode()

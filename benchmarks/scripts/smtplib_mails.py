"""smtplib_mails.py PORT COUNT each|reused: COUNT mails, a connection for each as SOAR's connector does, or one for all."""
import smtplib
import sys
from email.mime.text import MIMEText

port, count, reused = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "reused"
body = ("x" * 76 + "\r\n") * 13


def message(i):
    mail = MIMEText(body)
    mail["From"], mail["To"], mail["Subject"] = "soar@example.org", "analyst@example.org", f"Case {i}"
    return mail.as_string()


def send(server, i):
    server.sendmail("soar@example.org", ["analyst@example.org"], message(i))


if reused:
    with smtplib.SMTP("127.0.0.1", port) as server:
        for i in range(count):
            send(server, i)
else:
    for i in range(count):
        with smtplib.SMTP("127.0.0.1", port) as server:
            send(server, i)

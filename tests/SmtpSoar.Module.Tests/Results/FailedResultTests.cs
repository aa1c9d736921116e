using System;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Results;

public sealed class FailedResultTests : EngineTest
{
    private const string Send = "Send-SoarEmail -To a@example.org, b@example.org -Subject s -Body text -Asset $asset";

    [Fact]
    public void Refused_Result_SaysWhatAndWhatToDo()
    {
        StartServer(new ServerOptions { Script = new Script().On(Step.EndOfData, Reply.Of("554 5.7.1 looks like spam")) });

        var result = Result(Send);

        Assert.Equal("failed", result.Status);
        Assert.Equal("MessageRefused", result.ErrorId);
        Assert.Contains("554 5.7.1 looks like spam", (string)result.Message, StringComparison.Ordinal);
        Assert.Equal(0, result.Summary["total_objects_successful"]);
        Assert.Equal(1, result.Summary["total_objects"]);
        Assert.Equal("a@example.org, b@example.org", result.Parameter["to"]);
        Assert.Equal(1, result.Attempts);
        Assert.NotNull(result.MessageId);
    }

    [Fact]
    public void Refused_ErrorRecord_HasIdCategoryTargetAndAdvice()
    {
        StartServer(new ServerOptions { Script = new Script().On(Step.EndOfData, Reply.Of("552 5.3.4 too big")) });

        var result = Engine.RunSingle(Send);

        var error = SingleError();
        Assert.Equal("MessageRefused,SmtpSoar.Commands.SendSoarEmailCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidResult, error.CategoryInfo.Category);
        Assert.Same(result.BaseObject, error.TargetObject is PSObject wrapped ? wrapped.BaseObject : error.TargetObject);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.NotEmpty(error.ErrorDetails.Message);
        Assert.Equal((string)((dynamic)result).Message, error.Exception.Message);
    }

    [Theory]
    [InlineData("Send-SoarEmail a@example.org s b -Asset $asset", "SmtpSoar.Commands.SendSoarEmailCommand", "send email")]
    [InlineData("Send-SoarHtmlEmail a@example.org s b -Asset $asset", "SmtpSoar.Commands.SendSoarHtmlEmailCommand", "send htmlemail")]
    [InlineData("Send-SoarRawEmail 'From: a@example.org\\nTo: b@example.org\\n\\nx' -Asset $asset", "SmtpSoar.Commands.SendSoarRawEmailCommand", "send rawemail")]
    [InlineData("Test-SmtpAsset $asset", "SmtpSoar.Commands.TestSmtpAssetCommand", "test connectivity")]
    public void NothingListens_EachCommand_GivesItsOwnIdAndAction(string script, string command, string action)
    {
        using (var gone = StartServer())
            _ = gone.Port;

        var result = Result(script);

        Assert.Equal("ConnectionRefused," + command, SingleError().FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ConnectionError, SingleError().CategoryInfo.Category);
        Assert.Equal(action, result.Action);
        Assert.Equal("failed", result.Status);
    }

    [Fact]
    public void PartialRefusal_Result_IsSuccessWithAnErrorThatNamesTheRefused()
    {
        var server = StartServer(new ServerOptions
        {
            Script = new Script().On(Step.Rcpt, Reply.Of("550 5.1.1 no such user")).When(context => context.Argument.Contains("b@")),
        });

        var result = Result(Send);

        Assert.Equal("success", result.Status);
        Assert.Equal("Email sent", result.Message);
        Assert.Equal("RecipientRefused", SingleErrorId());
        Assert.Contains("b@example.org", SingleError().Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a@example.org", SingleError().Exception.Message, StringComparison.Ordinal);
        dynamic[] recipients = Enumerable.ToArray<dynamic>(result.Recipients);
        Assert.Equal([true, false], recipients.Select(recipient => (bool)recipient.Accepted));
        Assert.Equal(550, recipients[1].StatusCode);
        Assert.Equal("5.1.1", recipients[1].EnhancedStatusCode);
        Assert.Equal("no such user", recipients[1].Text);
        Assert.Equal(["a@example.org"], Assert.Single(server.Messages).Recipients.Select(recipient => recipient.Address));
    }

    [Fact]
    public void ErrorAction_SilentlyContinue_LeavesOnlyTheResult()
    {
        StartServer(new ServerOptions { Script = new Script().On(Step.Mail, Reply.Of("550 5.7.1 no")) });

        Assert.Equal("failed", Result(Send + " -ErrorAction SilentlyContinue").Status);

        Assert.Empty(Engine.Streams.Error);
    }

    [Fact]
    public void TryCatch_ErrorActionStop_CatchesTheModulesException()
    {
        StartServer(new ServerOptions { Script = new Script().On(Step.Mail, Reply.Of("550 5.7.1 no")) });

        var caught = Engine.Run($"try {{ $null = {Send} -ErrorAction Stop }} catch [SmtpSoar.SmtpSoarException] {{ $_.Exception.ErrorId; $_.Exception.Reply.Code; $_.TargetObject.Status }}");

        Assert.Equal(["SenderRefused", "550", "failed"], caught.Select(item => item.ToString()));
    }

    [Theory]
    [InlineData("535 5.7.3 Authentication unsuccessful")]
    [InlineData("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant")]
    [InlineData("550 5.7.30 Basic authentication is not supported for Client Submission")]
    [InlineData("432 4.3.2 Concurrent connections limit exceeded")]
    [InlineData("454 4.7.0 Temporary authentication failure")]
    [InlineData("535-5.7.8 Username and Password not accepted.\n535 5.7.8 https://support.google.com/mail/?p=BadCredentials")]
    [InlineData("534-5.7.9 Application-specific password required.\n534 5.7.9 https://support.google.com/mail/?p=InvalidSecondFactor")]
    public void LoginRefused_KnownReply_BringsAdviceOfItsOwn(string reply)
    {
        StartServer(new ServerOptions { AuthMechanisms = ["PLAIN"], Script = new Script().On(Step.Auth, Reply.Of(reply)) });

        Engine.Run("$asset.username = 'u@example.org'; $asset.password = 'p'; " + Send);

        var advice = SingleError().ErrorDetails.RecommendedAction;
        Assert.Equal("AuthenticationFailed", SingleErrorId());
        Assert.Equal(ErrorCategory.AuthenticationError, SingleError().CategoryInfo.Category);
        Assert.NotEqual("Check Username and Password of the asset.", advice);
        Assert.Contains(advice, SingleError().Exception.Message, StringComparison.Ordinal);
    }
}
